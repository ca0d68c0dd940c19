import { createSegment, type Segment } from '../segment.ts';
import type { Span } from '../span.ts';

/** Below the microseconds that label files count in, a gap is a rounding error of two times that are the same. */
const SHORTEST_GAP_SECONDS = 1e-6;

/**
 * A label track without gaps: `speech` in the spans, `noise` everywhere else from 0 to `durationSeconds`.
 *
 * @param spans sorted and apart, in seconds
 * @example labelTrack([{ start: 1, end: 2 }], 3) is noise 0..1, speech 1..2, noise 2..3
 */
export function labelTrack(spans: readonly Span[], durationSeconds: number): Segment[] {
  const segments: Segment[] = [];
  let reached = 0;
  for (const { start, end } of spans) {
    const isGap = start - reached > SHORTEST_GAP_SECONDS;
    if (isGap) segments.push(createSegment({ start: reached, end: start, label: 'noise' }));
    segments.push(createSegment({ start: isGap ? start : reached, end, label: 'speech' }));
    reached = end;
  }
  if (durationSeconds - reached > SHORTEST_GAP_SECONDS)
    segments.push(createSegment({ start: reached, end: durationSeconds, label: 'noise' }));
  return segments;
}
