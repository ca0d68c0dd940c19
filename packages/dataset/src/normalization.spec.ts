import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createNormalizationFit, normalizationSchema, normalize } from './normalization.ts';
import { createRandom } from './random.ts';

describe('createNormalizationFit', () => {
  it('is mean and population standard deviation per band', () => {
    const fit = createNormalizationFit(2);
    fit.add(Float32Array.of(1, 10, 3, 10));
    expect(fit.result()).toEqual({ mean: [2, 10], deviation: [1, 1] });
  });

  it('equals two passes over all values, however they are cut, also far from zero', () => {
    const random = createRandom(3);
    const bands = 3;
    const values = Float32Array.from(
      { length: 600 * bands },
      (_, index) => (index % bands) * 1e5 + random.normal(),
    );
    const fit = createNormalizationFit(bands);
    for (let frame = 0; frame < 600;) {
      const next = Math.min(600, frame + random.integer(50));
      fit.add(values.subarray(frame * bands, next * bands));
      frame = next;
    }
    const { mean, deviation } = fit.result();
    for (let band = 0; band < bands; band += 1) {
      const ofBand = [...values].filter((_, index) => index % bands === band);
      const twoPassMean = ofBand.reduce((sum, value) => sum + value, 0) / ofBand.length;
      const variance = ofBand.reduce((sum, value) => sum + (value - twoPassMean) ** 2, 0) / ofBand.length;
      expect(mean[band]).toBeCloseTo(twoPassMean, 8);
      expect(deviation[band]).toBeCloseTo(Math.sqrt(variance), 8);
    }
    expect(normalizationSchema.parse(JSON.parse(JSON.stringify({ mean, deviation })))).toEqual({
      mean,
      deviation,
    });
  });

  it('refuses what it can not count', () => {
    expect(() => createNormalizationFit(0)).toThrow('bands is 0; expected 1 or more');
    expect(() => createNormalizationFit(2).result()).toThrow('there is no frame');
    expect(() => createNormalizationFit(2).add(new Float32Array(3))).toThrow(
      'there are 3 values; expected whole frames of 2 bands',
    );
    expect(() => createNormalizationFit(2).add(Float32Array.of(0, NaN))).toThrow(
      'band 1 has a value that is not finite',
    );
    expect(normalizationSchema.safeParse({ mean: [0], deviation: [0] }).success).toBe(false);
    expect(normalizationSchema.safeParse({ mean: [0, 1], deviation: [1] }).success).toBe(false);
  });
});

describe('normalize', () => {
  it('gives mean 0 and deviation 1', () => {
    const frames = fc.array(fc.float({ min: -100, max: 50, noNaN: true }), { minLength: 4, maxLength: 40 });
    fc.assert(
      fc.property(frames, (list) => {
        const values = Float32Array.from(list);
        const fit = createNormalizationFit(1);
        fit.add(values);
        const again = createNormalizationFit(1);
        again.add(normalize(values, fit.result()));
        const { mean, deviation } = again.result();
        expect(mean[0]).toBeCloseTo(0, 2);
        expect(deviation[0]).toBeCloseTo(1, 2);
      }),
    );
  });

  it('writes into out, which may be the input', () => {
    const values = Float32Array.of(3, 5);
    const normalization = { mean: [1, 1], deviation: [2, 4] };
    expect([...normalize(values, normalization)]).toEqual([1, 1]);
    expect([...values]).toEqual([3, 5]);
    expect(normalize(values, normalization, values)).toBe(values);
    expect([...values]).toEqual([1, 1]);
    expect(() => normalize(values, normalization, new Float32Array(1))).toThrow(
      'out has 1 values; expected 2',
    );
    expect(() => normalize(new Float32Array(3), normalization)).toThrow('expected whole frames of 2 bands');
  });
});
