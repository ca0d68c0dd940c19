import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRealFft } from './fft.ts';

/** The definition: X[k] = sum over n of x[n] exp(-2πi k n / N). */
function definition(x: ArrayLike<number>, k: number): { re: number; im: number } {
  let [re, im] = [0, 0];
  for (let n = 0; n < x.length; n++) {
    const angle = (-2 * Math.PI * ((k * n) % x.length)) / x.length;
    re += x[n]! * Math.cos(angle);
    im += x[n]! * Math.sin(angle);
  }
  return { re, im };
}

describe('createRealFft', () => {
  it('equals the definition in every bin', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(32, 64, 128),
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 128 }),
        async (length, samples) => {
          const fft = await createRealFft(length);
          const x = Float32Array.from({ length }, (_, n) => samples[n % samples.length]!);
          fft.input.set(x);
          fft.transform();
          const { spectrum } = fft;
          expect(fft.input).toEqual(x);
          for (let k = 0; k <= length / 2; k++) {
            const { re, im } = definition(x, k);
            const isReal = k === 0 || k === length / 2;
            const tolerance = 1e-6 * length;
            expect(Math.abs((k === length / 2 ? spectrum[1]! : spectrum[2 * k]!) - re)).toBeLessThan(
              tolerance,
            );
            expect(Math.abs((isReal ? 0 : spectrum[2 * k + 1]!) - im)).toBeLessThan(tolerance);
          }
          fft.dispose();
        },
      ),
      { numRuns: 15 },
    );
  });

  it('keeps its input and survives the growth of the memory it lies in', async () => {
    const small = await createRealFft(32);
    const before = small.input;
    small.input.fill(0.5);
    const large = await Promise.all(Array.from({ length: 30 }, () => createRealFft(65_536)));
    expect(before.length).toBe(0);
    small.transform();
    expect(small.spectrum[0]).toBe(16);
    const last = large.at(-1)!;
    last.input.fill(1);
    last.transform();
    expect(last.spectrum[0]).toBe(65_536);
    for (const fft of [small, ...large]) fft.dispose();
  });

  it.each([0, -32, 16, 33, 100, 32.5, NaN])('refuses the length %p', async (length) => {
    await expect(createRealFft(length)).rejects.toThrow(`FFT: length is ${length}: expected`);
  });

  it('can be disposed of twice and says so when used afterwards', async () => {
    const fft = await createRealFft(32);
    fft.dispose();
    fft.dispose();
    expect(() => fft.input).toThrow('disposed');
    expect(() => fft.transform()).toThrow('disposed');
  });
});
