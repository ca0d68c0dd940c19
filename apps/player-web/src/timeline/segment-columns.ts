import type { Segment } from '@earmark/dataset';
import type { ViewRange } from './view-range.ts';

/** What segments are in every column of pixels. */
export interface SegmentColumns {
  readonly labels: readonly string[];
  /** The place in `labels` of the label that holds most of the column, -1 where there is none. */
  readonly labelAt: Int32Array;
  /** The place of the segment that holds most of the column. */
  readonly segmentAt: Int32Array;
}

/** The latest end up to each place: the ends themselves are in no order where segments overlap. */
const latestEnds = new WeakMap<readonly Segment[], Float64Array>();

/**
 * Where the segments are that a range shows: at the places [from, to). Where segments overlap, some at these places may have ended
 * before the range.
 *
 * @param segments by start; they may overlap
 * @example visibleSegments(segments, view) // [17, 43]
 */
export function visibleSegments(
  segments: readonly Segment[],
  { startSeconds, endSeconds }: ViewRange,
): readonly [from: number, to: number] {
  const ends = latestEndsOf(segments);
  return [
    firstPlace(segments.length, (place) => ends[place]! > startSeconds),
    firstPlace(segments.length, (place) => segments[place]!.start >= endSeconds),
  ];
}

function latestEndsOf(segments: readonly Segment[]): Float64Array {
  const known = latestEnds.get(segments);
  if (known) return known;
  let latest = -Infinity;
  const ends = Float64Array.from(segments, ({ end }) => (latest = Math.max(latest, end)));
  latestEnds.set(segments, ends);
  return ends;
}

/** The first place at which something is true that stays true; the length where it never is. */
function firstPlace(length: number, isTrue: (place: number) => boolean): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isTrue(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * The label and the segment that fill most of each column of pixels. A segment shorter than a pixel counts with its share of it.
 * Of segments that fill a column alike, the earliest counts.
 *
 * @param segments by start; they may overlap
 * @param except is left out
 * @example segmentColumns([{ start: 0, end: 0.6, label: 'speech' }], { startSeconds: 0, endSeconds: 2 }, 2).labelAt // [0, -1]
 */
export function segmentColumns(
  segments: readonly Segment[],
  range: ViewRange,
  width: number,
  except?: Segment,
): SegmentColumns {
  const pixelsPerSecond = width / (range.endSeconds - range.startSeconds);
  const [first, end] = visibleSegments(segments, range);
  const shares = new Map<string, Float32Array>();
  const segmentAt = new Int32Array(width).fill(-1);
  const best = new Float32Array(width);
  for (let place = first; place < end; place++) {
    const segment = segments[place]!;
    if (segment === except || segment.end <= range.startSeconds) continue;
    const left = (segment.start - range.startSeconds) * pixelsPerSecond;
    const right = (segment.end - range.startSeconds) * pixelsPerSecond;
    let share = shares.get(segment.label);
    if (!share) shares.set(segment.label, (share = new Float32Array(width)));
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(width, right); x++) {
      const held = Math.min(x + 1, right) - Math.max(x, left);
      // Segments of a label that overlap hold no more than all of it.
      share[x] = Math.min(1, share[x]! + held);
      if (held <= best[x]!) continue;
      best[x] = held;
      segmentAt[x] = place;
    }
  }
  const labels = [...shares.keys()];
  const labelAt = segmentAt.map((place, x) => {
    if (place < 0) return -1;
    let most = segments[place]!.label;
    for (const label of labels) if (shares.get(label)![x]! > shares.get(most)![x]!) most = label;
    return labels.indexOf(most);
  });
  return { labels, labelAt, segmentAt };
}
