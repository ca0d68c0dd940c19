import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultFeatures, originFeatures, yamnetFeatures } from './feature-presets.ts';
import { createCosineTransform, mfcc } from './mfcc.ts';

const bands = (count: number) =>
  fc.array(fc.double({ min: -100, max: 40, noNaN: true }), { minLength: count, maxLength: count });

describe('mfcc', () => {
  const features = { ...defaultFeatures, bands: 4 };

  it('is the orthonormal DCT-II of every frame', () => {
    const values = Float32Array.of(1, 2, 3, 4, -10, -10, -10, -10);
    const result = mfcc({ values, frames: 2, bands: 4, features }, 3);
    // scipy.fft.dct([1, 2, 3, 4], norm='ortho')[:3] is [5, -2.2304425, 0]
    expect(result.length).toBe(6);
    [5, -2.2304425, 0, -20, 0, 0].forEach((value, i) => expect(result[i]).toBeCloseTo(value, 6));
  });

  it('refuses what is no mel spectrogram in decibels', () => {
    const empty = { values: new Float32Array(0), frames: 0 };
    expect(() => mfcc({ ...empty, bands: 512, features: originFeatures })).toThrow(
      "the spectrogram's scale is 'linear': expected 'mel'",
    );
    expect(() => mfcc({ ...empty, bands: 64, features: yamnetFeatures })).toThrow(
      "the spectrogram's compression is 'log': expected 'decibel'",
    );
    for (const coefficients of [0, 5, 1.5])
      expect(() => mfcc({ ...empty, bands: 4, features }, coefficients)).toThrow(
        `there are ${coefficients} coefficients: expected a whole number from 1 to 4`,
      );
  });
});

describe('createCosineTransform', () => {
  it('keeps lengths and angles: the energy of all coefficients is that of the bands', () => {
    fc.assert(
      fc.property(bands(20), (values) => {
        const out = new Array<number>(20).fill(0);
        createCosineTransform(20, 20)(values, out, 0);
        expect(Math.hypot(...out)).toBeCloseTo(Math.hypot(...values), 8);
      }),
    );
  });

  it('gives the first coefficients of more', () => {
    fc.assert(
      fc.property(bands(12), fc.integer({ min: 1, max: 12 }), (values, coefficients) => {
        const all = new Array<number>(12).fill(0);
        const some = new Array<number>(coefficients).fill(0);
        createCosineTransform(12, 12)(values, all, 0);
        createCosineTransform(12, coefficients)(values, some, 0);
        expect(some).toEqual(all.slice(0, coefficients));
      }),
    );
  });
});
