import { AnnotationError } from '../annotation-error.ts';
import { createSegment, type Segment } from '../segment.ts';

/** The cells of one line of a label file, as text. */
export interface SegmentRow {
  readonly start: string;
  readonly end: string;
  readonly label: string;
  /** Absent or empty: the segment has no confidence. */
  readonly confidence?: string | undefined;
}

/**
 * Turns the text of one line into a segment.
 *
 * @throws AnnotationError naming `uri`, `line`, the value and what was expected.
 */
export function parseSegmentRow(row: SegmentRow, uri: string, line: number): Segment {
  try {
    return createSegment({
      start: parseNumber(row.start, 'start'),
      end: parseNumber(row.end, 'end'),
      label: row.label.trim(),
      ...(row.confidence ? { confidence: parseNumber(row.confidence, 'confidence') } : {}),
    });
  } catch (cause) {
    throw new AnnotationError(uri, (cause as RangeError).message, { line, cause });
  }
}

function parseNumber(text: string, column: string): number {
  // Number() alone would also read '', '0x10' and 'Infinity'.
  if (!/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text.trim())) {
    throw new RangeError(
      `${column} is ${JSON.stringify(text)}; expected a number with a decimal point, such as 1.25`,
    );
  }
  return Number(text);
}
