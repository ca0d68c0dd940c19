import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bridgeGaps, hysteresisSpans } from './hysteresis-spans.ts';

describe('hysteresisSpans', () => {
  it('keeps what reaches the onset, as long as the offset is held, to the ends', () => {
    const thresholds = { onset: 4, offset: 1 };
    expect(hysteresisSpans([0, 2, 5, 2, 0, 2, 0], thresholds)).toEqual([[1, 4]]);
    expect(hysteresisSpans([4, 0, 1, 4], thresholds)).toEqual([
      [0, 1],
      [2, 4],
    ]);
    expect(hysteresisSpans([NaN, 3], thresholds)).toEqual([]);
  });

  it('holds every value that reaches the onset, and none below the offset', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 6 })), (values) => {
        const spans = hysteresisSpans(values, { onset: 4, offset: 2 });
        const isInside = (index: number) => spans.some(([first, end]) => index >= first && index < end);
        values.forEach((value, index) => {
          if (value >= 4) expect(isInside(index)).toBe(true);
          if (value < 2) expect(isInside(index)).toBe(false);
        });
      }),
    );
  });
});

describe('bridgeGaps', () => {
  it('joins what is less than the gap apart', () => {
    expect(
      bridgeGaps(
        [
          [0, 2],
          [3, 5],
          [9, 10],
        ],
        2,
      ),
    ).toEqual([
      [0, 5],
      [9, 10],
    ]);
    expect(
      bridgeGaps(
        [
          [0, 2],
          [4, 5],
        ],
        2,
      ),
    ).toHaveLength(2);
  });

  it('joins what overlaps, also one within another', () => {
    expect(
      bridgeGaps(
        [
          [0, 9],
          [3, 5],
          [8, 10],
        ],
        0,
      ),
    ).toEqual([[0, 10]]);
  });
});
