import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { poolMaximum } from './pool-maximum.ts';

const matrices = fc
  .record({ frames: fc.integer({ min: 1, max: 30 }), bands: fc.integer({ min: 1, max: 12 }) })
  .chain(({ frames, bands }) =>
    fc
      .array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
        minLength: frames * bands,
        maxLength: frames * bands,
      })
      .map((values) => ({ values: Float32Array.from(values), frames, bands })),
  );
const sizes = fc.integer({ min: 1, max: 40 });

describe('poolMaximum', () => {
  it('gives every cell the greatest of its frames and bands', () => {
    fc.assert(
      fc.property(matrices, sizes, sizes, (matrix, maxFrames, maxBands) => {
        const pooled = poolMaximum(matrix, maxFrames, maxBands);
        expect(pooled.frames).toBe(Math.min(matrix.frames, maxFrames));
        expect(pooled.bands).toBe(Math.min(matrix.bands, maxBands));
        const cells = Array.from({ length: pooled.frames * pooled.bands }, () => [] as number[]);
        matrix.values.forEach((value, at) => {
          const [frame, band] = [Math.floor(at / matrix.bands), at % matrix.bands];
          const column = Math.floor((frame * pooled.frames) / matrix.frames);
          const row = Math.floor((band * pooled.bands) / matrix.bands);
          cells[column * pooled.bands + row]!.push(value);
        });
        expect([...pooled.values].map((value) => value + 0)).toEqual(
          cells.map((cell) => Math.max(...cell) + 0),
        );
      }),
    );
  });

  it('leaves alone what fits', () => {
    const matrix = { values: Float32Array.of(1, 2), frames: 2, bands: 1 };
    expect(poolMaximum(matrix, 2, 1)).toBe(matrix);
  });
});
