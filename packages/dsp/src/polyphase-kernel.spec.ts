import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createPolyphaseKernel } from './polyphase-kernel.ts';

describe('createPolyphaseKernel', () => {
  it('is the product of rows and history, for any ratio, start and phase', () => {
    const cases = fc.record({
      up: fc.integer({ min: 1, max: 12 }),
      down: fc.integer({ min: 1, max: 40 }),
      taps: fc.constantFrom(8, 16, 24, 104),
      start: fc.integer({ min: 0, max: 9 }),
      count: fc.integer({ min: 0, max: 50 }),
      seed: fc.integer({ min: 0, max: 1000 }),
    });
    fc.assert(
      fc.property(cases, ({ up, down, taps, start, count, seed }) => {
        const phase = seed % up;
        const rows = Float32Array.from({ length: up * taps }, (_, i) => Math.sin(seed + i * 1.7));
        const kernel = createPolyphaseKernel(rows, up, down, 2200, 50);
        for (let i = 0; i < kernel.history.length; i++) kernel.history[i] = Math.cos(seed + i * 0.9);
        kernel.output.fill(NaN);
        kernel.run(start, phase, count);
        for (let m = 0; m < kernel.output.length; m++) {
          const position = phase + m * down;
          const row = (position % up) * taps;
          const from = start + Math.floor(position / up);
          let expected = m < count ? 0 : NaN;
          for (let k = 0; m < count && k < taps; k++) expected += rows[row + k]! * kernel.history[from + k]!;
          if (m < count) expect(Math.abs(kernel.output[m]! - expected)).toBeLessThan(1e-4);
          else expect(kernel.output[m]).toBeNaN();
        }
      }),
      { numRuns: 60 },
    );
  });
});
