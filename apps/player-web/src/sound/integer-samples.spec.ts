import { describe, expect, it } from '@jest/globals';
import { evenlyScaled } from './integer-samples.ts';

const lopsided = (integers: readonly number[], largest: number) =>
  Float32Array.from(integers, (integer) => integer / (integer > 0 ? largest : largest + 1));
const even = (integers: readonly number[], largest: number) =>
  Float32Array.from(integers, (integer) => integer / (largest + 1));

describe('evenlyScaled', () => {
  it.each([
    ['16 bits', 32767, Array.from({ length: 65536 }, (_, index) => index - 32768)],
    ['16 bits, hardly above silence', 32767, [0, 1, -1, 2, -3]],
    ['8 bits', 127, Array.from({ length: 256 }, (_, index) => index - 128)],
  ])('makes both halves alike in %s', (_what, largest, integers) => {
    const differences = evenlyScaled(lopsided(integers, largest)).map(
      (sample, index) => sample - integers[index]! / (largest + 1),
    );
    expect(differences.reduce((worst, difference) => Math.max(worst, Math.abs(difference)), 0)).toBeLessThan(
      1e-7,
    );
  });

  it('leaves alone what is scaled evenly, and what never was integer', () => {
    for (const samples of [
      even([0, 1, 32767, -32768], 32767),
      even([0, 1, 12345, 8388607, -8388608], 8388607),
      Float32Array.of(0, -0.5, -1),
      Float32Array.of(0.1, -0.2, 0.333),
      new Float32Array(0),
    ])
      expect(evenlyScaled(samples)).toBe(samples);
  });
});
