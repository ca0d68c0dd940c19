import { AnnotationError } from '../annotation-error.ts';

/** Something from a time to a time. */
interface Interval {
  readonly start: number;
  readonly end: number;
}

/**
 * Lays intervals, sorted by start, into as few tiers as hold them without overlaps. No intervals make one empty tier.
 *
 * @example intoTiers([{ start: 0, end: 2 }, { start: 1, end: 3 }, { start: 2, end: 4 }]) // two, the third in the first
 */
export function intoTiers<T extends Interval>(intervals: readonly T[]): T[][] {
  const tiers: T[][] = [[]];
  for (const interval of intervals) {
    const free = tiers.find((tier) => (tier.at(-1)?.end ?? 0) <= interval.start);
    if (free) free.push(interval);
    else tiers.push([interval]);
  }
  return tiers;
}

/** The names of tiers: the one that was asked for, then with numbers. */
export function tierName(name: string | undefined, index: number): string {
  return index === 0 ? (name ?? 'label') : `${name ?? 'label'} ${index + 1}`;
}

/**
 * Refuses a tier that is not there, or has no intervals of its own.
 *
 * @throws AnnotationError listing the tiers that could be read.
 */
export function assertTier(wanted: string | undefined, tiers: readonly string[], uri: string): void {
  if (wanted === undefined || tiers.includes(wanted)) return;
  const expectation = `expected one of those with intervals: ${tiers.join(', ') || 'there is none'}`;
  throw new AnnotationError(uri, `there is no such tier as ${JSON.stringify(wanted)}; ${expectation}`);
}
