import type { EventMatching, EventPair } from './match-events.ts';
import { quantile } from './quantile.ts';

/** How far the onsets, or the offsets, of matched events lie from the reference. */
export interface BoundaryError {
  /** Median distance, 0 or more. */
  readonly medianSeconds: number;
  /** The distance that 95 % of the events do not exceed. */
  readonly percentile95Seconds: number;
  /** Median of hypothesis - reference: positive where boundaries come late. */
  readonly biasSeconds: number;
}

/** Both are null where no event is matched. */
export interface BoundaryErrors {
  readonly onset: BoundaryError | null;
  readonly offset: BoundaryError | null;
}

/**
 * The errors of the boundaries of matched events, over all recordings together. Events that lie further apart than their criteria allow
 * are not matched and count as misses, not here: to see larger errors, match with a wider collar.
 *
 * @param recordings what {@link matchEvents} found in each
 * @example boundaryErrors([matchEvents(reference, hypothesis, { label: 'speech', collarSeconds: 1 })]).onset // { medianSeconds: 0.04, … }
 */
export function boundaryErrors(recordings: readonly EventMatching[]): BoundaryErrors {
  const pairs = recordings.flatMap((recording) => recording.pairs);
  return { onset: errorOf(pairs, 'start'), offset: errorOf(pairs, 'end') };
}

function errorOf(pairs: readonly EventPair[], boundary: 'start' | 'end'): BoundaryError | null {
  if (pairs.length === 0) return null;
  const late = Float64Array.from(
    pairs,
    (pair) => pair.hypothesis[boundary] - pair.reference[boundary],
  ).sort();
  const distances = late.map(Math.abs).sort();
  return {
    medianSeconds: quantile(distances, 0.5),
    percentile95Seconds: quantile(distances, 0.95),
    biasSeconds: quantile(late, 0.5),
  };
}
