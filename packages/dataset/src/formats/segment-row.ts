import { AnnotationError } from '../annotation-error.ts';
import type { Segment } from '../segment.ts';
import { labelledMark } from './labelled-marks.ts';

/** The cells of one line of a label file, as text. What is absent or empty was not said. */
export interface SegmentRow {
  readonly start: string;
  /** In its place there may be a `duration`. */
  readonly end?: string | undefined;
  readonly duration?: string | undefined;
  readonly label: string;
  readonly confidence?: string | undefined;
  readonly lowHz?: string | undefined;
  readonly highHz?: string | undefined;
  /** May have several lines, which become one. */
  readonly note?: string | undefined;
}

/**
 * Turns the text of one line into a segment; undefined for a mark that labels no time, see `labelledMark`.
 *
 * @throws AnnotationError naming `uri`, `line`, the value and what was expected.
 */
export function parseSegmentRow(row: SegmentRow, uri: string, line: number): Segment | undefined {
  try {
    const start = parseNumber(row.start, 'start');
    const note = row.note?.replace(/\s*[\p{Cc}\u2028\u2029]+\s*/gu, ' ').trim();
    return labelledMark({
      start,
      end:
        row.end === undefined && row.duration !== undefined
          ? endAfter(start, row.duration)
          : parseNumber(row.end ?? '', 'end'),
      label: row.label.trim(),
      ...(row.confidence ? { confidence: parseNumber(row.confidence, 'confidence') } : {}),
      ...(row.lowHz ? { lowHz: parseNumber(row.lowHz, 'the low frequency') } : {}),
      ...(row.highHz ? { highHz: parseNumber(row.highHz, 'the high frequency') } : {}),
      ...(note ? { note } : {}),
    });
  } catch (cause) {
    throw new AnnotationError(uri, (cause as RangeError).message, { line, cause });
  }
}

/** Whether the text is a number as label files have it: `Number` alone would also read '', '0x10' and 'Infinity'. */
export function isNumber(text: string): boolean {
  return /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text.trim());
}

function endAfter(start: number, duration: string): number {
  const seconds = parseNumber(duration, 'duration');
  if (!(seconds >= 0)) throw new RangeError(`duration is ${duration.trim()}; expected seconds, 0 or more`);
  // A sum such as 0.1 + 0.2 shall not end a billionth after what follows.
  return Number((start + seconds).toFixed(9));
}

function parseNumber(text: string, column: string): number {
  if (!isNumber(text)) {
    throw new RangeError(
      `${column} is ${JSON.stringify(text)}; expected a number with a decimal point, such as 1.25`,
    );
  }
  return Number(text);
}
