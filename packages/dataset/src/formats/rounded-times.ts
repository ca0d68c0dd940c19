import { AnnotationError } from '../annotation-error.ts';
import type { Segment } from '../segment.ts';

/** About 32 years: later times are mistakes, and no longer have a microsecond's precision. */
const LATEST_SECONDS = 1e9;

const UNITS = { 3: 'milliseconds', 6: 'microseconds', 9: 'nanoseconds' };

/**
 * A segment's times as a file with so many decimals holds them.
 *
 * @throws AnnotationError where nothing would be left of the segment, or it ends later than any recording.
 * @example roundedTimes({ start: 0.12345, end: 1, label: 'speech' }, 3, 'a.srt') // { start: 0.123, end: 1 }
 */
export function roundedTimes(
  { start, end, label }: Segment,
  decimals: 3 | 6 | 9,
  uri: string,
): { start: number; end: number } {
  const rounded = { start: Number(start.toFixed(decimals)), end: Number(end.toFixed(decimals)) };
  const where = `${JSON.stringify(label)} from ${start} s ends at ${end} s`;
  if (end > LATEST_SECONDS) {
    throw new AnnotationError(uri, `${where}; expected no more than ${LATEST_SECONDS} s`);
  }
  if (rounded.end <= rounded.start) {
    throw new AnnotationError(
      uri,
      `${where}; expected a longer segment, as this format counts ${UNITS[decimals]}. Remove it, or choose JSON`,
    );
  }
  return rounded;
}
