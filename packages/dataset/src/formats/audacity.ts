import { type Annotation, type AnnotationKind, createAnnotation } from '../annotation.ts';
import { AnnotationError } from '../annotation-error.ts';
import type { Segment } from '../segment.ts';
import { type AnnotationFormat, type FormatOptions, onlyAnnotation } from './annotation-format.ts';
import { labelledMarks } from './labelled-marks.ts';
import { firstLine, linesOf } from './lines.ts';
import { roundedTimes } from './rounded-times.ts';
import { isNumber, parseSegmentRow, type SegmentRow } from './segment-row.ts';

/** Audacity writes it for a frequency that nobody marked. */
const NO_FREQUENCY = '-1.000000';

/**
 * Reads an Audacity label track: a line per segment, `start TAB end TAB label`, in seconds.
 *
 * A line that begins with a backslash holds the frequency range of the label above it, `\ TAB low TAB high`, in Hz;
 * a negative frequency is none. Empty lines are skipped, and labels that are a point (end = start) or empty: they label no time. Source: Audacity manual, "Importing and Exporting Labels".
 *
 * @param uri names the annotation in the result and in errors; usually the file's path.
 * @param onSkip hears, once, how many labels were skipped.
 * @throws AnnotationError naming `uri`, line, value and expectation.
 * @example parseAudacity('0.000000\t1.500000\tspeech\n', 'a.txt').segments // [{ start: 0, end: 1.5, label: 'speech' }]
 */
export function parseAudacity(
  text: string,
  uri: string,
  kind: AnnotationKind = 'reference',
  onSkip?: FormatOptions['onSkip'],
): Annotation {
  const rows: (SegmentRow & { line: number })[] = [];
  for (const { line, content } of linesOf(text)) {
    if (content.startsWith('\\')) {
      const above = rows.pop();
      if (!above) {
        const expectation = 'expected a label above the frequency range';
        throw new AnnotationError(uri, `found ${shown(content)}; ${expectation}`, { line });
      }
      rows.push({ ...above, ...frequencies(content, uri, line) });
      continue;
    }
    const [start, end, ...label] = content.split('\t');
    if (start === undefined || end === undefined || label.length === 0) {
      const expectation = 'expected start, end and label, separated by tabs';
      throw new AnnotationError(uri, `found ${shown(content)}; ${expectation}`, { line });
    }
    rows.push({ start, end, label: label.join('\t'), line });
  }
  const marks = rows.map((row) => parseSegmentRow(row, uri, row.line));
  return createAnnotation({ uri, kind, segments: labelledMarks(marks, onSkip) });
}

/**
 * Writes an Audacity label track, seconds and Hz with six decimals. Confidences have no place in it and are left out.
 *
 * @throws AnnotationError for a segment that is shorter than a microsecond.
 * @example formatAudacity(annotation) // '0.000000\t1.500000\tspeech\n'
 */
export function formatAudacity(annotation: Annotation): string {
  return annotation.segments
    .map((segment: Segment) => {
      const { start, end } = roundedTimes(segment, 6, annotation.uri);
      const { label, lowHz, highHz } = segment;
      const row = `${start.toFixed(6)}\t${end.toFixed(6)}\t${label}\n`;
      if (lowHz === undefined && highHz === undefined) return row;
      return `${row}\\\t${lowHz?.toFixed(6) ?? NO_FREQUENCY}\t${highHz?.toFixed(6) ?? NO_FREQUENCY}\n`;
    })
    .join('');
}

/** Audacity's label tracks. */
export const audacity: AnnotationFormat = {
  title: 'Audacity label track',
  extensions: ['.txt'],
  precisionSeconds: 1e-6,
  keeps: ['frequencies'],
  detect(text) {
    const [start, end, label] = firstLine(text).split('\t');
    return label !== undefined && isNumber(start ?? '') && isNumber(end ?? '');
  },
  parse: (text, uri, options) => [parseAudacity(text, uri, 'reference', options?.onSkip)],
  format: (annotations) => formatAudacity(onlyAnnotation(annotations, audacity.title)),
};

function frequencies(content: string, uri: string, line: number): Pick<SegmentRow, 'lowHz' | 'highHz'> {
  const [, low = '', high = ''] = content.split('\t');
  if (!isNumber(low) || !isNumber(high)) {
    const expectation = 'expected a backslash, a low and a high frequency in Hz, separated by tabs';
    throw new AnnotationError(uri, `found ${shown(content)}; ${expectation}`, { line });
  }
  if (Number(high) >= 0 && Number(high) < Number(low)) {
    const problem = `the high frequency is ${Number(high)}; expected Hz, no less than ${Number(low)}`;
    throw new AnnotationError(uri, problem, { line });
  }
  const known = (text: string) => (Number(text) < 0 ? undefined : text);
  return { lowHz: known(low), highHz: known(high) };
}

function shown(content: string): string {
  return JSON.stringify(content.slice(0, 80));
}
