import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatTime, timeTicks } from './time-axis.ts';

const range = (startSeconds: number, endSeconds: number) => ({ startSeconds, endSeconds });

describe('timeTicks', () => {
  it('counts in round steps', () => {
    expect(timeTicks(range(0, 12), 8)).toEqual({ ticks: [0, 2, 4, 6, 8, 10, 12], decimals: 0 });
    expect(timeTicks(range(0, 3 * 3600), 4).ticks).toEqual([0, 3600, 7200, 10800]);
    expect(timeTicks(range(3661, 3664.9), 3).ticks).toEqual([3662, 3664]);
    expect(timeTicks(range(0, 0), 8).ticks).toEqual([0]);
  });

  it('says how many decimals tell them apart', () => {
    expect(timeTicks(range(0, 0.35), 4)).toEqual({ ticks: [0, 0.1, 0.2, 0.3], decimals: 1 });
    expect(timeTicks(range(5000.001, 5000.051), 8)).toEqual({
      ticks: [5000.01, 5000.02, 5000.03, 5000.04, 5000.05],
      decimals: 2,
    });
    expect(timeTicks(range(1, 1.05), 12).decimals).toBe(3);
  });

  it('never needs more room than there is, nor leaves the axis', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e5, noNaN: true }),
        fc.double({ min: 0.05, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 40 }),
        (start, visible, most) => {
          const { ticks } = timeTicks(range(start, start + visible), most);
          expect(ticks.length).toBeLessThanOrEqual(most + 1);
          for (const tick of ticks) {
            expect(tick).toBeGreaterThanOrEqual(start - 2e-6 * (1 + start));
            expect(tick).toBeLessThanOrEqual(start + visible + 2e-6 * (1 + start + visible));
          }
        },
      ),
    );
  });
});

describe('formatTime', () => {
  it.each([
    [0, 0, '0:00'],
    [65.25, 1, '1:05.2'],
    [0.3, 1, '0:00.3'],
    [59.99, 1, '0:59.9'],
    [3600, 0, '1:00:00'],
    [-1, 0, '0:00'],
  ])('shows %d s with %i decimals as %s', (seconds, decimals, text) => {
    expect(formatTime(seconds, decimals)).toBe(text);
  });
});
