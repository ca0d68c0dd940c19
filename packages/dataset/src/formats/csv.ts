import { type Annotation, type AnnotationKind, createAnnotation } from '../annotation.ts';
import { AnnotationError } from '../annotation-error.ts';
import { CsvTableError, parseCsvTable } from '../csv-table.ts';
import { parseSegmentRow } from './segment-row.ts';

/**
 * Reads segments from CSV with the columns `start`, `end` (seconds), `label` and, where known, `confidence` (0..1).
 * Other columns are ignored.
 *
 * @throws AnnotationError naming `uri`, line, value and expectation.
 * @example parseCsv('start,end,label\n0,1.5,speech\n', 'a.csv').segments // [{ start: 0, end: 1.5, label: 'speech' }]
 */
export function parseCsv(text: string, uri: string, kind: AnnotationKind = 'reference'): Annotation {
  const segments = rowsOf(text, uri).map(({ line, cells }) => {
    const { start = '', end = '', label = '', confidence } = cells;
    return parseSegmentRow({ start, end, label, confidence }, uri, line);
  });
  return createAnnotation({ uri, kind, segments });
}

/**
 * Writes segments as CSV (RFC 4180), times and confidences with six decimals.
 *
 * @example formatCsv(annotation) // 'start,end,label,confidence\n0.000000,1.500000,speech,0.987654\n'
 */
export function formatCsv(annotation: Annotation): string {
  const rows = annotation.segments.map(({ start, end, label, confidence }) => {
    const quoted = /[",]/.test(label) ? `"${label.replaceAll('"', '""')}"` : label;
    return `${start.toFixed(6)},${end.toFixed(6)},${quoted},${confidence?.toFixed(6) ?? ''}\n`;
  });
  return `start,end,label,confidence\n${rows.join('')}`;
}

function rowsOf(text: string, uri: string) {
  try {
    return parseCsvTable(text, ['start', 'end', 'label']);
  } catch (cause) {
    if (!(cause instanceof CsvTableError)) throw cause;
    throw new AnnotationError(uri, cause.message, { line: cause.line, cause });
  }
}
