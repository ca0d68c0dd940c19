import { AnnotationError } from '../annotation-error.ts';
import { createAnnotation } from '../annotation.ts';
import { type AnnotationFormat, onlyAnnotation } from './annotation-format.ts';
import { byRecording } from './by-recording.ts';
import { firstLine } from './lines.ts';
import { roundedTimes } from './rounded-times.ts';
import { isNumber } from './segment-row.ts';
import { parseSegmentTable, type SegmentTableRow } from './segment-table.ts';

/**
 * Raven's selection tables: cells separated by tabs, without quotes; seconds and Hz, written with six decimals.
 *
 * Raven lists a selection once for each view; it is read once. Where the table says in which file a selection begins and at
 * what offset (`Begin File` and `File Offset (s)`), there is one annotation per file with that file's times. A selection
 * without a frequency has empty cells. Source: Raven Pro User's Manual, "Selection tables".
 */
export const raven: AnnotationFormat = {
  title: 'Raven selection table',
  extensions: ['.selections.txt'],
  precisionSeconds: 1e-6,
  keeps: ['confidence', 'frequencies', 'note'],
  detect: (text) => /(?:^|\t)Begin Time \(s\)(?:\t|$)/.test(firstLine(text)),
  parse(text, uri, options) {
    const dialect = { delimiter: '\t', hasQuotes: false } as const;
    const rows = oncePerSelection(parseSegmentTable(text, uri, dialect, options?.columns));
    if (rows.length === 0) return [createAnnotation({ uri, kind: 'reference', segments: [] })];
    return byRecording(
      rows.map((row) => inItsFile(row, uri)),
      options?.onSkip,
    );
  },
  format(annotations) {
    const { uri, segments } = onlyAnnotation(annotations, raven.title);
    const hasConfidence = segments.some(({ confidence }) => confidence !== undefined);
    const hasNotes = segments.some(({ note }) => note !== undefined);
    const header = [
      'Selection',
      'View',
      'Channel',
      'Begin Time (s)',
      'End Time (s)',
      'Low Freq (Hz)',
      'High Freq (Hz)',
      'Annotation',
      ...(hasConfidence ? ['Confidence'] : []),
      ...(hasNotes ? ['Notes'] : []),
    ];
    const rows = segments.map((segment, index) => {
      const { start, end } = roundedTimes(segment, 6, uri);
      const { label, confidence, lowHz, highHz, note } = segment;
      const numbers = [start, end, lowHz, highHz].map((value) => value?.toFixed(6) ?? '');
      return [
        ...[`${index + 1}`, 'Spectrogram 1', '1', ...numbers, label],
        ...(hasConfidence ? [confidence?.toFixed(6) ?? ''] : []),
        ...(hasNotes ? [note ?? ''] : []),
      ];
    });
    return [header, ...rows].map((cells) => `${cells.join('\t')}\n`).join('');
  },
};

function oncePerSelection(rows: readonly SegmentTableRow[]): SegmentTableRow[] {
  const firstView = new Map<string, string>();
  return rows.filter(({ cells: { Selection: selection, View: view } }) => {
    if (!selection || view === undefined) return true;
    const first = firstView.get(selection) ?? view;
    firstView.set(selection, first);
    return view === first;
  });
}

function inItsFile({ line, cells, segment }: SegmentTableRow, uri: string) {
  const recording = cells['Begin File'];
  const offset = cells['File Offset (s)'];
  if (!recording || offset === undefined) return { recording: uri, segment };
  if (!isNumber(offset) || Number(offset) < 0) {
    const expectation = 'expected seconds, 0 or more';
    throw new AnnotationError(uri, `File Offset (s) is ${JSON.stringify(offset)}; ${expectation}`, { line });
  }
  if (!segment) return { recording, segment };
  const start = Number(offset);
  const end = Number((start + segment.end - segment.start).toFixed(9));
  return { recording, segment: { ...segment, start, end } };
}
