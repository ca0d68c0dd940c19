import type { Segment, Span } from '@earmark/dataset';

/** A stretch over which neither of two label tracks changes, and the segments that cover it. */
export interface LabelPair extends Span {
  readonly first: Segment;
  readonly second: Segment;
}

/** Boundaries that differ by less are one: the last decimal of a label file. */
const ROUNDING_SECONDS = 1e-6;

/**
 * Lays two label tracks of one recording over each other.
 *
 * @param first sorted by start, one label at a time
 * @param second likewise
 * @returns the stretches that both cover, in time, cut wherever either changes; slivers of up to a microsecond are left out
 * @example labelPairs([{ start: 0, end: 2, label: 'noise' }], [{ start: 1, end: 3, label: 'speech' }]) // one, from 1 to 2 s
 */
export function labelPairs(first: readonly Segment[], second: readonly Segment[]): LabelPair[] {
  const pairs: LabelPair[] = [];
  for (let i = 0, j = 0; i < first.length && j < second.length;) {
    const [a, b] = [first[i]!, second[j]!];
    const start = Math.max(a.start, b.start);
    const end = Math.min(a.end, b.end);
    if (end - start > ROUNDING_SECONDS) pairs.push({ start, end, first: a, second: b });
    if (a.end <= b.end) i++;
    if (b.end <= a.end) j++;
  }
  return pairs;
}
