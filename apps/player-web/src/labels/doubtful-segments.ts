import type { Segment } from '@earmark/dataset';

/** A network that is as sure as this is "almost certain". */
const CERTAIN = 0.95;
/** What a person's labels leave open of a segment, below which it counts as decided: a rounded millisecond. */
const OPEN_SECONDS = 1e-3;

/**
 * What the network heard without being almost certain, and a person has not decided yet, the least certain first.
 *
 * @param heard segments of the network, sorted by start
 * @param said segments of the person, sorted by start
 * @example doubtfulSegments([{ start: 0, end: 1, label: 'speech', confidence: 0.6 }], []) // that one
 */
export function doubtfulSegments(heard: readonly Segment[], said: readonly Segment[]): Segment[] {
  let first = 0;
  return heard
    .filter((segment) => {
      // What ended before this one matters to none of the later ones.
      while (first < said.length && said[first]!.end <= segment.start) first += 1;
      const { confidence } = segment;
      return (
        confidence !== undefined && confidence < CERTAIN && openSeconds(segment, said, first) > OPEN_SECONDS
      );
    })
    .sort((a, b) => a.confidence! - b.confidence!);
}

/** Seconds of a segment that none of the others covers, of which those before `first` need not be looked at. */
function openSeconds({ start, end }: Segment, said: readonly Segment[], first: number): number {
  let open = 0;
  let reached = start;
  for (let index = first; index < said.length && said[index]!.start < end; index += 1) {
    const other = said[index]!;
    if (other.end <= reached) continue;
    open += Math.max(0, other.start - reached);
    reached = other.end;
  }
  return open + Math.max(0, end - reached);
}
