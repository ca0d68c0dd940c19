import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { overlaps, seenIn } from './overlaps.fixture.ts';
import { segmentColumns, visibleSegments } from './segment-columns.ts';

const segment = (start: number, end: number, label = 'speech') => ({ start, end, label });
const range = (startSeconds: number, endSeconds: number) => ({ startSeconds, endSeconds });

describe('visibleSegments', () => {
  it('finds the same as looking at each', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 1, max: 4 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(
        rows,
        fc.integer({ min: 0, max: 60 }),
        fc.integer({ min: 1, max: 30 }),
        (steps, from, visible) => {
          let at = 0;
          const segments = steps.map(([gap, length]) => segment((at += gap), (at += length)));
          const [first, end] = visibleSegments(segments, range(from, from + visible));
          expect(segments.slice(first, Math.max(first, end))).toEqual(
            segments.filter((one) => one.end > from && one.start < from + visible),
          );
        },
      ),
    );
  });
});

describe('segments that overlap', () => {
  it('are found as by looking at each', () => {
    fc.assert(
      fc.property(overlaps, ({ segments, range }) => {
        const [first, end] = visibleSegments(segments, range);
        const seen = seenIn(segments, range);
        expect(seenIn(segments.slice(first, end), range)).toEqual(seen);
        if (seen.length > 0) expect(segments[first]).toBe(seen[0]);
      }),
    );
  });

  it('fill the columns that one of them covers, with the earliest where several do', () => {
    fc.assert(
      fc.property(overlaps, ({ segments, range }) => {
        const width = range.endSeconds - range.startSeconds;
        const { labels, labelAt, segmentAt } = segmentColumns(segments, range, width);
        for (let x = 0; x < width; x++) {
          const at = range.startSeconds + x;
          const place = segments.findIndex(({ start, end }) => start <= at && end > at);
          expect(segmentAt[x]).toBe(place);
          expect(labels[labelAt[x]!]).toBe(segments[place]?.label);
        }
      }),
    );
  });
});

describe('segmentColumns', () => {
  it('shows the segment of each column, and where there is none', () => {
    const { labels, labelAt, segmentAt } = segmentColumns(
      [segment(0, 1), segment(2, 4, 'noise')],
      range(0, 5),
      5,
    );
    expect(labels).toEqual(['speech', 'noise']);
    expect([...labelAt]).toEqual([0, -1, 1, 1, -1]);
    expect([...segmentAt]).toEqual([0, -1, 1, 1, -1]);
  });

  it('shows the label that holds most of a column', () => {
    const many = [segment(0, 0.3), segment(0.3, 0.7, 'noise'), segment(0.7, 1)];
    const { labels, labelAt, segmentAt } = segmentColumns(many, range(0, 2), 2);
    expect(labels[labelAt[0]!]).toBe('speech');
    expect(segmentAt[0]).toBe(1);
    expect(labelAt[1]).toBe(-1);
  });

  it('never loses a label that is alone, however short', () => {
    expect([...segmentColumns([segment(7000, 7000.001)], range(0, 10_800), 3).labelAt]).toEqual([-1, 0, -1]);
  });

  it('leaves one out', () => {
    const one = segment(0, 1);
    expect([...segmentColumns([one], range(0, 1), 1, one).labelAt]).toEqual([-1]);
  });
});
