import type { Segment } from '@earmark/dataset';
import { visibleSegments } from './segment-columns.ts';
import type { ViewRange } from './view-range.ts';

export type SegmentEdge = 'start' | 'end';

/** What lies under the pointer on a lane of segments. */
export interface SegmentHit {
  readonly segment: Segment;
  /** The edge that can be taken there. */
  readonly edge?: SegmentEdge | undefined;
}

/** Of a narrow segment, the edges take no more than as much of the inside each, so that its middle can be taken as well. */
const INSIDE_SHARE = 0.3;

/**
 * Finds the segment or the edge under the pointer. Edges can be taken from outside, too; the nearest one counts, and of two at the
 * same place that of the selected segment, else of the segment that the pointer is in: the earliest, where several overlap.
 *
 * @param segments by start; they may overlap
 * @param x of the pointer, in pixels from the left end of the range
 * @param width of the range, in pixels
 * @param grabPixels how far from an edge it still can be taken
 * @returns `undefined` where nothing is
 * @example hitSegment(segments, view, 120, 1200, 8)?.edge // 'end'
 */
export function hitSegment(
  segments: readonly Segment[],
  range: ViewRange,
  x: number,
  width: number,
  grabPixels: number,
  selected?: Segment,
): SegmentHit | undefined {
  const secondsPerPixel = (range.endSeconds - range.startSeconds) / width;
  const seconds = range.startSeconds + x * secondsPerPixel;
  const grab = grabPixels * secondsPerPixel;
  const [first, end] = visibleSegments(segments, {
    startSeconds: seconds - grab,
    endSeconds: seconds + grab,
  });
  const inside = segments
    .slice(first, end)
    .find((segment) => segment.start <= seconds && seconds < segment.end);
  let best: { readonly hit: SegmentHit; readonly distance: number; readonly rank: number } | undefined;
  for (const segment of segments.slice(first, end)) {
    const reach = Math.min(grab, INSIDE_SHARE * (segment.end - segment.start));
    for (const edge of ['start', 'end'] as const) {
      const outwards = edge === 'start' ? segment.start - seconds : seconds - segment.end;
      if (outwards > grab || outwards < -reach) continue;
      const distance = Math.abs(outwards);
      const rank = segment === selected ? 2 : segment === inside ? 1 : 0;
      if (best && (best.distance < distance || (best.distance === distance && best.rank >= rank))) continue;
      best = { hit: { segment, edge }, distance, rank };
    }
  }
  return best?.hit ?? (inside && { segment: inside });
}
