import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rowWindow, scrollToRow } from './row-window.ts';

const pixels = fc.integer({ min: 0, max: 100_000 });
const heights = fc.integer({ min: 40, max: 1000 });

it('rowWindow has every row that is seen, and few more', () => {
  fc.assert(
    fc.property(pixels, heights, fc.integer({ min: 0, max: 5000 }), (top, height, count) => {
      const { from, to } = rowWindow(top, height, 40, count);
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeLessThanOrEqual(count);
      expect(to - from).toBeLessThanOrEqual(Math.ceil(height / 40) + 14);
      for (let row = 0; row < count; row += 1)
        if (row * 40 < top + height && (row + 1) * 40 > top) expect(row >= from && row < to).toBe(true);
    }),
  );
});

it('scrollToRow shows the row, and stays where it is seen already', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2000 }), pixels, heights, (row, top, height) => {
      const scrolled = scrollToRow(row, top, height, 40);
      expect(scrolled).toBeLessThanOrEqual(row * 40);
      expect(scrolled + height).toBeGreaterThanOrEqual((row + 1) * 40);
      expect(scrollToRow(row, scrolled, height, 40)).toBe(scrolled);
      if (top <= row * 40 && top + height >= (row + 1) * 40) expect(scrolled).toBe(top);
    }),
  );
});
