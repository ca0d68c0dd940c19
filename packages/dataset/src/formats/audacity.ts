import { type Annotation, type AnnotationKind, createAnnotation } from '../annotation.ts';
import { AnnotationError } from '../annotation-error.ts';
import type { Segment } from '../segment.ts';
import { parseSegmentRow } from './segment-row.ts';

/**
 * Reads an Audacity label track: a line per segment, `start TAB end TAB label`, in seconds.
 *
 * A line that begins with a backslash holds the frequency range of the label above it and is skipped, as are
 * empty lines. Source: Audacity manual, "Importing and Exporting Labels".
 *
 * @param uri names the annotation in the result and in errors; usually the file's path.
 * @throws AnnotationError naming `uri`, line, value and expectation. A point label (end = start) is an error: it
 *   marks no stretch of time.
 * @example parseAudacity('0.000000\t1.500000\tspeech\n', 'a.txt').segments // [{ start: 0, end: 1.5, label: 'speech' }]
 */
export function parseAudacity(text: string, uri: string, kind: AnnotationKind = 'reference'): Annotation {
  const segments: Segment[] = [];
  for (const [index, content] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .entries()) {
    if (content.trim() === '' || content.startsWith('\\')) continue;
    const line = index + 1;
    const [start, end, ...label] = content.split('\t');
    if (start === undefined || end === undefined || label.length === 0) {
      const found = JSON.stringify(content.slice(0, 80));
      throw new AnnotationError(uri, `found ${found}; expected start, end and label, separated by tabs`, {
        line,
      });
    }
    segments.push(parseSegmentRow({ start, end, label: label.join('\t') }, uri, line));
  }
  return createAnnotation({ uri, kind, segments });
}

/**
 * Writes an Audacity label track, seconds with six decimals. Confidences have no place in it and are left out.
 *
 * @example formatAudacity(annotation) // '0.000000\t1.500000\tspeech\n'
 */
export function formatAudacity(annotation: Annotation): string {
  return annotation.segments
    .map(({ start, end, label }) => `${start.toFixed(6)}\t${end.toFixed(6)}\t${label}\n`)
    .join('');
}
