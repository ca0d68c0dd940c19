import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isFftLength, passTwiddles, planFft, realTwiddles } from './fft.ts';
import { createFrameSpectrum } from './frame-spectrum.ts';

/** The definition: |sum over n of x[n] exp(-2πi k n / N)|². */
function power(x: ArrayLike<number>, k: number): number {
  let [re, im] = [0, 0];
  for (let n = 0; n < x.length; n++) {
    const angle = (-2 * Math.PI * ((k * n) % x.length)) / x.length;
    re += x[n]! * Math.cos(angle);
    im += x[n]! * Math.sin(angle);
  }
  return re * re + im * im;
}

describe('the FFT', () => {
  it.each([2, 4, 6, 8, 10, 16, 18, 30, 50, 90, 120, 128, 256, 400, 480, 512, 750, 1024])(
    'equals the definition in every bin, as closely as 64 bits can: %i samples',
    async (length) => {
      const samples = fc.sample(fc.double({ min: -1, max: 1, noNaN: true }), {
        numRuns: length,
        seed: length,
      });
      const x = Float32Array.from(samples);
      const bins = (await createFrameSpectrum('rectangular', length, length)).power(x, 0);
      const energy = x.reduce((sum, value) => sum + value * value, 0);
      expect(bins).toHaveLength(length / 2 + 1);
      bins.forEach((bin, k) => {
        expect(Math.abs(bin - power(x, k))).toBeLessThan(1e-13 * length * Math.max(energy, 1));
      });
    },
  );

  it('holds the largest length', async () => {
    const spectrum = await createFrameSpectrum('rectangular', 65_536, 65_536);
    const tone = Float32Array.from({ length: 65_536 }, (_, i) =>
      Math.cos((2 * Math.PI * 12_345 * i) / 65_536),
    );
    const bins = spectrum.power(tone, 0);
    expect(bins[12_345]).toBeCloseTo(32_768 ** 2, -2);
    expect(bins[12_344]!).toBeLessThan(1e-3);
  });
});

describe('planFft', () => {
  it('has a pass for every factor of half the length', () => {
    expect(planFft(512).radices).toEqual([4, 4, 4, 4]);
    expect(planFft(400).radices).toEqual([4, 2, 5, 5]);
    expect(planFft(2).radices).toEqual([]);
  });

  it.each([0, -32, 33, 14, 32.5, NaN, Infinity])('refuses the length %p', (length) => {
    expect(isFftLength(length)).toBe(false);
    expect(() => planFft(length)).toThrow(`FFT: length is ${length}: expected an even number`);
  });
});

describe('the twiddles', () => {
  it('are the roots of unity that the passes and the last step turn by', () => {
    const close = (values: readonly number[]): unknown =>
      values.map((value): unknown => expect.closeTo(value, 15));
    expect([...passTwiddles(4, 2)]).toEqual(close([1, 0, 0, -1]));
    expect([...passTwiddles(3, 3)]).toEqual(close([1, 0, 1, 0]));
    expect([...realTwiddles(8)]).toEqual(close([1, 0, Math.SQRT1_2, -Math.SQRT1_2, 0, -1]));
  });
});
