import type { Segment } from '@earmark/dataset';

/** An event of the reference, and the one of the hypothesis that found it. */
export interface EventPair {
  readonly reference: Segment;
  readonly hypothesis: Segment;
}

/** Which events of one recording were found. */
export interface EventMatching {
  /** How many there are in the reference. */
  readonly referenceEvents: number;
  /** How many there are in the hypothesis. */
  readonly hypothesisEvents: number;
  /** Those that belong together, each in one pair at most, by the start of the reference. */
  readonly pairs: readonly EventPair[];
}

/** When two events are the same. */
export interface EventCriteria {
  /** Segments of other labels are not looked at. */
  readonly label: string;
  /** How far their onsets may lie apart, and their offsets. Default 0.2. */
  readonly collarSeconds?: number;
  /** Their offsets may also lie this share of the reference's length apart, in [0, 1]. Default 0.5. */
  readonly percentageOfLength?: number;
  /** Let their offsets be. Default false. */
  readonly onsetOnly?: boolean;
}

/** Times agree to the last decimal of a label file: 3.2 - 3.0 is no more than 0.2. */
const ROUNDING_SECONDS = 1e-6;

/**
 * Pairs the events of a hypothesis with those of the reference by the rules of sed_eval's `EventBasedMetrics` (Mesaros, Heittola
 * and Virtanen 2016, "Metrics for polyphonic sound event detection"): onsets at most the collar apart, offsets at most the larger of
 * the collar and a share of the reference's length. There are as many pairs as can be (sed_eval's default, `optimal`): Kuhn's augmenting
 * paths, which try events that lie close together first.
 *
 * @throws RangeError when the collar is below 0 or the share outside [0, 1]
 * @example matchEvents([{ start: 1, end: 2, label: 'speech' }], [{ start: 1.1, end: 2.4, label: 'speech' }], { label: 'speech' }).pairs.length // 1
 */
export function matchEvents(
  reference: readonly Segment[],
  hypothesis: readonly Segment[],
  { label, collarSeconds = 0.2, percentageOfLength = 0.5, onsetOnly = false }: EventCriteria,
): EventMatching {
  if (!(collarSeconds >= 0 && collarSeconds < Infinity))
    throw new RangeError(`the collar is ${collarSeconds}, expected seconds, 0 or more`);
  if (!(percentageOfLength >= 0 && percentageOfLength <= 1))
    throw new RangeError(`the percentage of length is ${percentageOfLength}, expected a share from 0 to 1`);
  const events = eventsOf(reference, label);
  const found = eventsOf(hypothesis, label);
  const onsetTolerance = collarSeconds + ROUNDING_SECONDS;

  let first = 0;
  const candidates = events.map((event) => {
    while (first < found.length && found[first]!.start < event.start - onsetTolerance) first++;
    const near: number[] = [];
    const length = event.end - event.start;
    const offsetTolerance = Math.max(collarSeconds, percentageOfLength * length) + ROUNDING_SECONDS;
    for (let i = first; i < found.length && found[i]!.start <= event.start + onsetTolerance; i++)
      if (onsetOnly || Math.abs(found[i]!.end - event.end) <= offsetTolerance) near.push(i);
    const distance = (i: number) =>
      Math.abs(found[i]!.start - event.start) + (onsetOnly ? 0 : Math.abs(found[i]!.end - event.end));
    return near.sort((a, b) => distance(a) - distance(b));
  });

  const pairs = [...matchMost(candidates)].map(([i, at]) => ({
    reference: events[at]!,
    hypothesis: found[i]!,
  }));
  return {
    referenceEvents: events.length,
    hypothesisEvents: found.length,
    pairs: pairs.sort((a, b) => a.reference.start - b.reference.start),
  };
}

function eventsOf(segments: readonly Segment[], label: string): Segment[] {
  return segments.filter((segment) => segment.label === label).sort((a, b) => a.start - b.start);
}

/** As many pairs (candidate, index of its list) as can be; every list takes one of its candidates, and none is taken twice. */
function matchMost(candidates: readonly (readonly number[])[]): ReadonlyMap<number, number> {
  const takenBy = new Map<number, number>();
  const take = (at: number, tried: Set<number>): boolean =>
    candidates[at]!.some((candidate) => {
      if (tried.has(candidate)) return false;
      tried.add(candidate);
      const other = takenBy.get(candidate);
      if (other !== undefined && !take(other, tried)) return false;
      takenBy.set(candidate, at);
      return true;
    });
  candidates.forEach((_, at) => take(at, new Set()));
  return takenBy;
}
