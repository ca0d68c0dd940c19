import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { hitSegment } from './hit-segment.ts';
import { overlaps, seenIn } from './overlaps.fixture.ts';

const segment = (start: number, end: number) => ({ start, end, label: 'speech' });
const range = { startSeconds: 0, endSeconds: 100 };
/** A pixel is a tenth of a second. */
const hit = (segments: ReturnType<typeof segment>[], x: number, selected?: ReturnType<typeof segment>) =>
  hitSegment(segments, range, x, 1000, 8, selected);

describe('hitSegment', () => {
  const one = segment(20, 40);

  it('takes edges from both sides, and the middle', () => {
    for (const x of [193, 200, 207]) expect(hit([one], x)).toEqual({ segment: one, edge: 'start' });
    for (const x of [393, 400, 407]) expect(hit([one], x)).toEqual({ segment: one, edge: 'end' });
    for (const x of [209, 300, 391]) expect(hit([one], x)).toEqual({ segment: one });
    for (const x of [0, 191, 409, 900]) expect(hit([one], x)).toBeUndefined();
  });

  it('leaves the middle of a narrow segment to be taken', () => {
    const narrow = segment(20, 21);
    expect(hit([narrow], 205)).toEqual({ segment: narrow });
    expect(hit([narrow], 202)?.edge).toBe('start');
    expect(hit([narrow], 213)?.edge).toBe('end');
  });

  it('takes the edge of the segment that the pointer is in, unless the neighbour is selected', () => {
    const next = segment(40, 60);
    expect(hit([one, next], 398)).toEqual({ segment: one, edge: 'end' });
    expect(hit([one, next], 402)).toEqual({ segment: next, edge: 'start' });
    expect(hit([one, next], 402, one)).toEqual({ segment: one, edge: 'end' });
  });

  it('finds the same among segments that overlap as among those in reach', () => {
    const [width, grab] = [1000, 8];
    fc.assert(
      fc.property(overlaps, fc.integer({ min: 0, max: width }), ({ segments, range }, x) => {
        const perPixel = (range.endSeconds - range.startSeconds) / width;
        const at = range.startSeconds + x * perPixel;
        const reach = (grab + 1) * perPixel;
        const near = seenIn(segments, { startSeconds: at - reach, endSeconds: at + reach });
        const hit = hitSegment(segments, range, x, width, grab);
        expect(hit).toEqual(hitSegment(near, range, x, width, grab));
        if (!hit?.edge)
          expect(hit?.segment).toEqual(segments.find(({ start, end }) => start <= at && at < end));
      }),
    );
  });

  it('has no edges where none can be taken', () => {
    expect(hitSegment([one], range, 201, 1000, 0)).toEqual({ segment: one });
    expect(hitSegment([one], range, 199, 1000, 0)).toBeUndefined();
  });
});
