import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createPolyphaseFilter } from './polyphase-filter.ts';

describe('createPolyphaseFilter', () => {
  const bands = fc.record({
    up: fc.oneof(fc.integer({ min: 1, max: 600 }), fc.integer({ min: 1, max: 768_000 })),
    stopband: fc.double({ min: 1 / 32, max: 1, noNaN: true }),
  });

  it('has a small table for any number of positions', () => {
    fc.assert(
      fc.property(bands, ({ up, stopband }) => {
        const { rows, taps, reach } = createPolyphaseFilter(up, 0.9 * stopband, stopband);
        expect(rows.length).toBeLessThan(70_000);
        expect(taps).toBe(2 * reach);
        expect(rows.length / taps).toBeLessThanOrEqual(up);
      }),
      { numRuns: 25 },
    );
  });

  it('passes a constant unchanged in every row', () => {
    const { rows, taps } = createPolyphaseFilter(7, 0.45, 0.5);
    expect(rows.length).toBe(7 * taps);
    for (let start = 0; start < rows.length; start += taps) {
      const sum = rows.subarray(start, start + taps).reduce((a, b) => a + b, 0);
      expect(Math.abs(sum - 1)).toBeLessThan(1e-6);
    }
  });

  it('has rows at both ends of a table that is interpolated: the last is the first, one sample on', () => {
    const { rows, taps } = createPolyphaseFilter(44_101, 0.9, 1);
    expect(rows.length).toBe(513 * taps);
    const [first, last] = [rows.subarray(0, taps), rows.subarray(-taps)];
    for (let k = 1; k < taps; k++) expect(Math.abs(last[k]! - first[k - 1]!)).toBeLessThan(1e-4);
    expect([...last].reverse().every((weight, k) => Math.abs(weight - first[k]!) < 1e-7)).toBe(true);
  });

  it.each([
    [1, 1 / 32, 7 / 32],
    [1, 0.3, 1 / 3],
    [160, 0.9 * 0.3628, 0.3628],
  ])(
    'passes the passband within 0.01 dB and holds the stopband 85 dB down: %d, %d to %d',
    (up, passband, stopband) => {
      const { rows, taps } = createPolyphaseFilter(up, passband, stopband);
      const gainDb = (share: number) => {
        let [re, im] = [0, 0];
        for (let k = 0; k < taps; k++) {
          re += rows[k]! * Math.cos(Math.PI * share * k);
          im += rows[k]! * Math.sin(Math.PI * share * k);
        }
        return 20 * Math.log10(Math.hypot(re, im));
      };
      for (let i = 0; i <= 500; i++) {
        const share = i / 500;
        if (share <= passband) expect(Math.abs(gainDb(share))).toBeLessThan(0.01);
        if (share >= stopband) expect(gainDb(share)).toBeLessThan(-85);
      }
    },
  );
});
