import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createFramePool } from './frame-pool.ts';

const bands = 3;

describe('createFramePool', () => {
  it('holds the greatest of every 1, 2, 4 … frames, however they are cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 20 }),
        fc.integer({ min: 1, max: 5 }).map((half) => 2 * half),
        (pieceFrames, maxColumns) => {
          const frames = pieceFrames.reduce((sum, length) => sum + length, 0);
          const values = Float32Array.from({ length: frames * bands }, (_, i) => Math.sin(i * i) * 100 - 150);
          const pool = createFramePool(bands, maxColumns);
          let from = 0;
          for (const length of pieceFrames) {
            pool.add(values.subarray(from * bands, (from + length) * bands));
            from += length;
          }
          let framesPerColumn = 1;
          while (frames > maxColumns * framesPerColumn) framesPerColumn *= 2;
          const columns = Math.ceil(frames / framesPerColumn);
          const expected = new Float32Array(columns * bands).fill(-Infinity);
          values.forEach((value, i) => {
            const at = Math.floor(i / bands / framesPerColumn) * bands + (i % bands);
            expected[at] = Math.max(expected[at]!, value);
          });
          const result = pool.result();
          expect(result.framesPerColumn).toBe(framesPerColumn);
          expect([...result.values]).toEqual([...expected]);
        },
      ),
    );
  });

  it('refuses columns that cannot be halved', () => {
    expect(() => createFramePool(bands, 5)).toThrow('maxColumns is 5: expected an even number above 0');
  });
});
