import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { clockTime, parseClockTime } from './clock-time.ts';

it.each([
  [0, '0:00.000'],
  [2.4975, '0:02.498'],
  [59.9996, '1:00.000'],
  [3723.5, '1:02:03.500'],
])('%d s are written %s', (seconds, text) => {
  expect(clockTime(seconds)).toBe(text);
});

it.each([
  ['75.5', 75.5],
  ['1:15,5', 75.5],
  ['1:02:03.25', 3723.25],
  [' .5 ', 0.5],
  ['90:00', 5400],
  ['1:60', undefined],
  ['1:61:00', undefined],
  ['-1', undefined],
  ['1e3', undefined],
  ['', undefined],
  ['soon', undefined],
])('%j is read as %s', (text, seconds) => {
  expect(parseClockTime(text)).toBe(seconds);
});

it('reads what it writes, to the millisecond', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000 }), (milliseconds) => {
      expect(parseClockTime(clockTime(milliseconds / 1000))).toBeCloseTo(milliseconds / 1000, 9);
    }),
  );
});
