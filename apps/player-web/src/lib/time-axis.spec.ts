import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatTime, timeTicks } from './time-axis.ts';

describe('timeTicks', () => {
  it('counts in round steps from 0', () => {
    expect(timeTicks(12, 8)).toEqual([0, 2, 4, 6, 8, 10, 12]);
    expect(timeTicks(0.35, 4)).toEqual([0, 0.1, 0.2, expect.closeTo(0.3)]);
    expect(timeTicks(3 * 3600, 4)).toEqual([0, 3600, 7200, 10800]);
    expect(timeTicks(0, 8)).toEqual([0]);
  });

  it('never needs more room than there is, nor leaves the axis', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 1e6, noNaN: true }),
        fc.integer({ min: 2, max: 40 }),
        (duration, most) => {
          const ticks = timeTicks(duration, most);
          expect(ticks.length).toBeLessThanOrEqual(most + 1);
          expect(ticks.at(-1)).toBeLessThanOrEqual(duration + 1e-6);
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
