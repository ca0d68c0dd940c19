import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../random.ts';
import { convolve } from './convolve.ts';

const whiteNoise = (seed: number, length: number) => {
  const random = createRandom(seed);
  return Float32Array.from({ length }, () => 2 * random.unit() - 1);
};

describe('convolve', () => {
  it('equals the sum of delayed copies', () => {
    const [signal, response] = [whiteNoise(1, 500), whiteNoise(2, 90)];
    const heard = convolve(signal, response);
    expect(heard).toHaveLength(signal.length);
    heard.forEach((value, i) => {
      const expected = response.reduce((sum, tap, k) => sum + (i >= k ? tap * signal[i - k]! : 0), 0);
      expect(value).toBeCloseTo(expected, 5);
    });
  });

  it('goes block by block through a long signal without a seam', () => {
    const response = new Float32Array(40_000);
    response[0] = 1;
    response[39_999] = 0.5;
    const signal = whiteNoise(3, 300_000);
    const heard = convolve(signal, response);
    expect(heard).toHaveLength(signal.length);
    let furthest = 0;
    heard.forEach((value, i) => {
      const expected = signal[i]! + 0.5 * (signal[i - 39_999] ?? 0);
      furthest = Math.max(furthest, Math.abs(value - expected));
    });
    expect(furthest).toBeLessThan(1e-6);
  });
});
