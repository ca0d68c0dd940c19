import type { Segment } from '@earmark/dataset';
import fc from 'fast-check';
import type { ViewRange } from './view-range.ts';

/** Segments by start that overlap, as some label files have them, and a range that may show some. */
export const overlaps: fc.Arbitrary<{ readonly segments: readonly Segment[]; readonly range: ViewRange }> =
  fc.record({
    segments: fc
      .array(
        fc.record({
          start: fc.integer({ min: 0, max: 60 }),
          seconds: fc.oneof(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 20, max: 60 })),
          label: fc.constantFrom('noise', 'speech'),
        }),
        { maxLength: 30 },
      )
      .map((rows) =>
        rows
          .map(({ start, seconds, label }) => ({ start, end: start + seconds, label }))
          .sort((a, b) => a.start - b.start),
      ),
    range: fc
      .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 30 }))
      .map(([startSeconds, seconds]) => ({ startSeconds, endSeconds: startSeconds + seconds })),
  });

/** The visible segments, found by a look at each. */
export const seenIn = (
  segments: readonly Segment[],
  { startSeconds, endSeconds }: ViewRange,
): readonly Segment[] => segments.filter(({ start, end }) => end > startSeconds && start < endSeconds);
