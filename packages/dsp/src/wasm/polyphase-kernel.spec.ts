import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createPolyphaseKernel } from './polyphase-kernel.ts';

describe('createPolyphaseKernel', () => {
  it('is the product of rows and history, for any ratio, start and phase, between the rows as on them', () => {
    const cases = fc.record({
      up: fc.integer({ min: 1, max: 12 }),
      down: fc.integer({ min: 1, max: 40 }),
      rowCount: fc.integer({ min: 2, max: 12 }),
      taps: fc.constantFrom(16, 32, 112),
      start: fc.integer({ min: 0, max: 9 }),
      count: fc.integer({ min: 0, max: 50 }),
      seed: fc.integer({ min: 0, max: 1000 }),
    });
    fc.assert(
      fc.property(cases, ({ up, down, taps, start, count, seed, ...options }) => {
        const phase = seed % up;
        const rowCount = Math.min(up, options.rowCount);
        const rows = Float32Array.from({ length: rowCount * taps }, (_, i) => Math.sin(seed + i * 1.7));
        const kernel = createPolyphaseKernel({ rows, taps, up, down, historyLength: 2200, outputLength: 50 });
        for (let i = 0; i < kernel.history.length; i++) kernel.history[i] = Math.cos(seed + i * 0.9);
        kernel.output.fill(NaN);
        kernel.run(start, phase, count);

        const product = (row: number, from: number) => {
          let sum = 0;
          for (let k = 0; k < taps; k++) sum += (rows[row * taps + k] ?? 0) * kernel.history[from + k]!;
          return sum;
        };
        for (let m = 0; m < kernel.output.length; m++) {
          const position = phase + m * down;
          const from = start + Math.floor(position / up);
          const row = rowCount === up ? position % up : ((position % up) * (rowCount - 1)) / up;
          const [below, share] = [Math.floor(row), row % 1];
          if (m < count) {
            const expected = (1 - share) * product(below, from) + share * product(below + 1, from);
            expect(Math.abs(kernel.output[m]! - expected)).toBeLessThan(1e-4);
          } else {
            expect(kernel.output[m]).toBeNaN();
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('stays between the right rows with as many positions as whole numbers allow', () => {
    const [up, intervals, taps] = [2 ** 22 - 1, 512, 16];
    // Row p is p / intervals times the first sample.
    const rows = Float32Array.from({ length: (intervals + 1) * taps }, (_, i) =>
      i % taps === 0 ? i / taps / intervals : 0,
    );
    const kernel = createPolyphaseKernel({ rows, taps, up, down: 1, historyLength: 32, outputLength: 1 });
    kernel.history.fill(1);
    for (const phase of [0, 1, 4095, 4096, 12_345, 2_097_151, up - 1]) {
      kernel.run(0, phase, 1);
      expect(Math.abs(kernel.output[0]! - phase / up)).toBeLessThan(2e-7);
    }
  });
});
