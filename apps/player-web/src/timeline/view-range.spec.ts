import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { followsTo, limitedRange, pannedRange, revealedRange, zoomedRange } from './view-range.ts';

const range = (startSeconds: number, endSeconds: number) => ({ startSeconds, endSeconds });
const shares = fc.double({ min: 0, max: 1, noNaN: true });
const durations = fc.double({ min: 0.01, max: 1e5, noNaN: true });
/** A range within a recording, and a moment in it. */
const views = fc.tuple(durations, shares, shares, shares).map(([duration, a, b, at]) => {
  const limited = limitedRange(range(Math.min(a, b) * duration, Math.max(a, b) * duration), duration);
  const visible = limited.endSeconds - limited.startSeconds;
  return { duration, limited, visible, at: limited.startSeconds + at * visible };
});

describe('zoomedRange', () => {
  it('keeps the moment under the pointer where it is, unless an end is in the way', () => {
    expect(zoomedRange(range(0, 8), 10, 2, 2)).toEqual(range(1, 5));
    expect(zoomedRange(range(4, 8), 10, 8, 1 / 2)).toEqual(range(0, 8));
    expect(zoomedRange(range(0, 4), 10, 2, 1 / 2)).toEqual(range(0, 8));
    fc.assert(
      fc.property(views, fc.double({ min: 0.1, max: 10, noNaN: true }), (view, factor) => {
        const { startSeconds, endSeconds } = zoomedRange(view.limited, view.duration, view.at, factor);
        const place = (view.at - view.limited.startSeconds) / view.visible;
        const shift = startSeconds + place * (endSeconds - startSeconds) - view.at;
        const touchesAnEnd = startSeconds <= 1e-9 || endSeconds >= view.duration - 1e-9;
        expect(touchesAnEnd || Math.abs(shift) < 1e-6).toBe(true);
      }),
    );
  });

  it('shows no less than 0.05 s and no more than the whole', () => {
    fc.assert(
      fc.property(views, fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (view, factor) => {
        const { startSeconds, endSeconds } = zoomedRange(view.limited, view.duration, view.at, factor);
        expect(startSeconds).toBeGreaterThanOrEqual(0);
        expect(endSeconds).toBeLessThanOrEqual(view.duration);
        expect(endSeconds - startSeconds).toBeGreaterThanOrEqual(Math.min(0.05, view.duration) - 1e-9);
      }),
    );
  });

  it('comes back by the opposite factor', () => {
    const closer = zoomedRange(range(20, 40), 100, 33, 4);
    const { startSeconds, endSeconds } = zoomedRange(closer, 100, 33, 1 / 4);
    expect([startSeconds, endSeconds]).toEqual([expect.closeTo(20), expect.closeTo(40)]);
  });
});

describe('pannedRange', () => {
  it('moves as far as there is recording, and never zooms', () => {
    expect(pannedRange(range(0, 4), 10, 3)).toEqual(range(3, 7));
    expect(pannedRange(range(0, 4), 10, 30)).toEqual(range(6, 10));
    expect(pannedRange(range(3, 7), 10, -30)).toEqual(range(0, 4));
  });
});

describe('limitedRange', () => {
  it('widens what is too short around its middle', () => {
    const { startSeconds, endSeconds } = limitedRange(range(5, 5.01), 10);
    expect([startSeconds, endSeconds]).toEqual([expect.closeTo(4.98), expect.closeTo(5.03)]);
  });

  it('is empty where there is no recording', () => {
    expect(limitedRange(range(0, 0), 0)).toEqual(range(0, 0));
  });
});

describe('revealedRange', () => {
  it('leaves what is visible, turns the page just behind it, else puts the moment in the middle', () => {
    const view = range(10, 14);
    expect(revealedRange(view, 100, 12)).toBe(view);
    const { startSeconds } = revealedRange(view, 100, 14.1);
    expect(startSeconds).toBeCloseTo(14.1 - 0.32);
    expect(revealedRange(view, 100, 50)).toEqual(range(48, 52));
    expect(revealedRange(view, 100, 1)).toEqual(range(0, 4));
  });
});

describe('followsTo', () => {
  it('follows a playhead out of sight and a jump, not one that was left behind', () => {
    expect(followsTo(range(0, 4), 3.99, 4.01)).toBe(true);
    expect(followsTo(range(0, 4), 2, 2.02)).toBe(false);
    expect(followsTo(range(0, 4), 50, 50.02)).toBe(false);
    expect(followsTo(range(0, 4), 50, 60)).toBe(true);
    expect(followsTo(range(0, 4), 50, 30)).toBe(true);
    expect(followsTo(range(0, 4), 50, 3)).toBe(false);
  });
});
