import { type Annotation, type AnnotationKind, createAnnotation } from '../annotation.ts';
import { delimiterOf } from '../csv-table.ts';
import type { AnnotationFormat, FormatOptions } from './annotation-format.ts';
import type { CsvDialect } from '../csv-table.ts';
import { byRecording } from './by-recording.ts';
import { labelledMarks } from './labelled-marks.ts';
import { firstLine } from './lines.ts';
import { roundedTimes } from './rounded-times.ts';
import { isSegmentTableHeader, parseSegmentTable } from './segment-table.ts';

/**
 * Reads segments from CSV with the columns `start`, `end` (seconds), `label` and, where known, `confidence` (0..1),
 * `low_hz`, `high_hz` and `note`, or columns of other usual names, see `findSegmentColumns`. A header with more semicolons than
 * commas has cells separated by semicolons; numbers may then have a decimal comma. Other columns are ignored, also
 * one that names recordings: all rows are taken for one. Rows without a length or a label are skipped.
 *
 * @throws AnnotationError naming `uri`, line, value and expectation.
 * @example parseCsv('start,end,label\n0,1.5,speech\n', 'a.csv').segments // [{ start: 0, end: 1.5, label: 'speech' }]
 */
export function parseCsv(
  text: string,
  uri: string,
  kind: AnnotationKind = 'reference',
  onSkip?: FormatOptions['onSkip'],
): Annotation {
  const rows = parseSegmentTable(text, uri, { delimiter: delimiterOf(text) });
  const marks = rows.map(({ segment }) => segment);
  return createAnnotation({ uri, kind, segments: labelledMarks(marks, onSkip) });
}

/**
 * Writes segments as CSV (RFC 4180), times, confidences and frequencies with six decimals. Columns for frequencies
 * and notes are there only if a segment has one. The recording's name is not in it.
 *
 * @throws AnnotationError for a segment that is shorter than a microsecond.
 * @example formatCsv(annotation) // 'start,end,label,confidence\n0.000000,1.500000,speech,0.987654\n'
 */
export function formatCsv(annotation: Annotation): string {
  return formatTable([annotation], ',', false);
}

/** Comma-separated tables. A column says which recording a row is of. */
export const csv: AnnotationFormat = {
  title: 'CSV',
  extensions: ['.csv'],
  precisionSeconds: 1e-6,
  keeps: ['name', 'confidence', 'frequencies', 'note', 'recordings'],
  detect: (text) => !firstLine(text).includes('\t') && isSegmentTableHeader(text, delimiterOf(text)),
  parse: (text, uri, options) => parseTable(text, uri, { delimiter: delimiterOf(text) }, options),
  format: (annotations) => formatTable(annotations, ',', true),
};

/** Tab-separated tables. A column says which recording a row is of. Quotes that no cell begins with are part of the text. */
export const tsv: AnnotationFormat = {
  title: 'TSV',
  extensions: ['.tsv'],
  precisionSeconds: 1e-6,
  keeps: ['name', 'confidence', 'frequencies', 'note', 'recordings'],
  detect: (text) => !text.startsWith('Selection\t') && isSegmentTableHeader(text, '\t'),
  parse: (text, uri, options) =>
    parseTable(text, uri, { delimiter: '\t', hasQuotes: /(?:^|\t) *"/m.test(text) }, options),
  format: (annotations) => formatTable(annotations, '\t', true),
};

function parseTable(text: string, uri: string, dialect: CsvDialect, options?: FormatOptions): Annotation[] {
  const rows = parseSegmentTable(text, uri, dialect, options?.columns);
  if (rows.length === 0) return [createAnnotation({ uri, kind: 'reference', segments: [] })];
  const marks = rows.map(({ segment, recording }) => ({ segment, recording: recording || uri }));
  return byRecording(marks, options?.onSkip);
}

function formatTable(
  annotations: readonly Annotation[],
  delimiter: ',' | '\t',
  hasRecordings: boolean,
): string {
  const hasFrequencies = annotations.some(({ segments }) =>
    segments.some(({ lowHz, highHz }) => lowHz !== undefined || highHz !== undefined),
  );
  const hasNotes = annotations.some(({ segments }) => segments.some(({ note }) => note !== undefined));
  const header = ['start', 'end', 'label', 'confidence'];
  if (hasFrequencies) header.push('low_hz', 'high_hz');
  if (hasNotes) header.push('note');
  if (hasRecordings) header.unshift('recording');
  const rows = annotations.flatMap(({ uri, segments }) =>
    segments.map((segment) => {
      const { start, end } = roundedTimes(segment, 6, uri);
      const { label, confidence, lowHz, highHz, note } = segment;
      const cells = [start.toFixed(6), end.toFixed(6), quoted(label, delimiter), decimals(confidence)];
      if (hasFrequencies) cells.push(decimals(lowHz), decimals(highHz));
      if (hasNotes) cells.push(quoted(note ?? '', delimiter));
      if (hasRecordings) cells.unshift(quoted(uri, delimiter));
      return cells;
    }),
  );
  return [header, ...rows].map((cells) => `${cells.join(delimiter)}\n`).join('');
}

function decimals(value: number | undefined): string {
  return value?.toFixed(6) ?? '';
}

function quoted(cell: string, delimiter: string): string {
  const isPlain = !cell.includes(delimiter) && cell === cell.trim() && !/["\r\n]/.test(cell);
  return isPlain ? cell : `"${cell.replaceAll('"', '""')}"`;
}
