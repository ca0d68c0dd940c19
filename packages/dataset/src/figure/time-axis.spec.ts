import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createTimeAxis, timeTicks } from './time-axis.ts';

const texts = (from: number, to: number, most: number) => {
  const { unit, ticks } = timeTicks(from, to, most);
  return [unit, ...ticks.map(({ text }) => text)];
};

describe('timeTicks', () => {
  it.each([
    [0, 5, 5, ['s', '0', '1', '2', '3', '4', '5']],
    [0, 0.2, 4, ['s', '0.00', '0.05', '0.10', '0.15', '0.20']],
    [58, 62, 4, ['min:s', '0:58', '0:59', '1:00', '1:01', '1:02']],
    [600, 601, 2, ['min:s', '10:00.0', '10:00.5', '10:01.0']],
    [0, 300, 5, ['min:s', '0:00', '1:00', '2:00', '3:00', '4:00', '5:00']],
    [0, 18_000, 5, ['h:min', '0:00', '1:00', '2:00', '3:00', '4:00', '5:00']],
    [7200, 7210, 2, ['h:min:s', '2:00:00', '2:00:05', '2:00:10']],
    [0, 36_000, 4, ['h:min', '0:00', '3:00', '6:00', '9:00']],
  ])('writes the times from %d s to %d s as people read them', (from, to, most, expected) => {
    expect(texts(from, to, most)).toEqual(expected);
  });

  it('says what it stands for, within the axis, evenly and not too densely', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 40_000, noNaN: true }),
        fc.double({ min: 0.01, max: 40_000, noNaN: true }),
        fc.integer({ min: 3, max: 20 }),
        (from, length, most) => {
          const { ticks } = timeTicks(from, from + length, most);
          expect(ticks.length).toBeLessThanOrEqual(3 * most);
          expect(new Set(ticks.map(({ text }) => text)).size).toBe(ticks.length);
          for (const { seconds } of ticks) {
            expect(seconds).toBeGreaterThanOrEqual(from);
            expect(seconds).toBeLessThanOrEqual(from + length);
          }
        },
      ),
    );
  });
});

describe('createTimeAxis', () => {
  it('puts seconds where they belong', () => {
    const { x } = createTimeAxis(10, 15, 1000);
    expect([10, 12.5, 15, 9].map(x)).toEqual([0, 500, 1000, -200]);
  });
});
