import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultFeatures, originFeatures } from './feature-presets.ts';
import { levelScale, spectrogramLevels } from './spectrogram-levels.ts';

describe('levelScale', () => {
  it('spans all that a spectrogram can hold, in as many rows as there is room for', () => {
    expect(levelScale(defaultFeatures, 128)).toEqual({ least: -100, most: 38, rows: 64 });
    expect(levelScale(originFeatures, 128)).toEqual({ least: 0, most: 161, rows: 128 });
  });
});

describe('spectrogramLevels', () => {
  const sizes = fc.record({
    frames: fc.integer({ min: 0, max: 12 }),
    bands: fc.integer({ min: 1, max: 12 }),
    rows: fc.integer({ min: 1, max: 12 }),
  });

  it('is within half a level of the greatest value of the bands of a row', () => {
    fc.assert(
      fc.property(sizes, fc.integer(), ({ frames, bands, rows: wanted }, seed) => {
        const scale = { least: -100, most: 38, rows: Math.min(bands, wanted) };
        const values = Float32Array.from(
          { length: frames * bands },
          (_, i) => Math.sin(seed + i * i) * 90 - 30,
        );
        const levels = spectrogramLevels(values, bands, scale);
        expect(levels).toHaveLength(frames * scale.rows);
        levels.forEach((level, i) => {
          const [frame, row] = [Math.floor(i / scale.rows), i % scale.rows];
          const inRow = [...values.subarray(frame * bands, (frame + 1) * bands)].filter(
            (_, band) => Math.floor((band * scale.rows) / bands) === row,
          );
          const value = Math.max(scale.least, Math.min(scale.most, Math.max(...inRow)));
          expect(Math.abs(scale.least + (level / 255) * 138 - value)).toBeLessThanOrEqual(
            138 / 255 / 2 + 1e-6,
          );
        });
      }),
    );
  });

  it('keeps values beyond the scale at its ends', () => {
    const scale = { least: -100, most: 0, rows: 4 };
    const levels = spectrogramLevels(Float32Array.of(-1000, -100, 0, 1000), 4, scale);
    expect([...levels]).toEqual([0, 0, 255, 255]);
  });

  it('refuses frames that are not whole', () => {
    expect(() => spectrogramLevels(new Float32Array(5), 2, { least: 0, most: 1, rows: 2 })).toThrow(
      'The spectrogram has 5 values: expected whole frames of 2 bands.',
    );
  });
});
