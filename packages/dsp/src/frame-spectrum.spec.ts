import { describe, expect, it } from '@jest/globals';
import { createFrameSpectrum } from './frame-spectrum.ts';

describe('createFrameSpectrum', () => {
  it('puts a tone into its bin, with the power that the window leaves of it', async () => {
    const tone = Float32Array.from({ length: 100 }, (_, i) => Math.cos((2 * Math.PI * 8 * i) / 64));
    const spectrum = await createFrameSpectrum('hann', 64, 64);
    const power = spectrum.power(tone, 16);
    expect(power).toHaveLength(33);
    // A periodic Hann window sums to half its length, and half of a cosine lies at negative frequencies.
    expect(power[8]).toBeCloseTo((64 / 4) ** 2, 3);
    expect(power[7]).toBeCloseTo((64 / 8) ** 2, 3);
    expect(power[12]).toBeLessThan(1e-6);
  });

  it('holds the two real bins at the ends, and pads a short frame', async () => {
    const spectrum = await createFrameSpectrum('rectangular', 20, 32);
    const alternating = Float32Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 1 : -1));
    expect(spectrum.power(new Float32Array(40).fill(1), 3)[0]).toBeCloseTo(400, 3);
    expect(spectrum.power(alternating, 4)[16]).toBeCloseTo(400, 3);
  });
});
