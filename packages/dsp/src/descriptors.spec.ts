import { describe, expect, it } from '@jest/globals';
import Meyda from 'meyda';
import { descriptorNames, descriptors } from './descriptors.ts';
import { FrameGrid } from './frame-grid.ts';
import { librosa, referenceSignal } from './librosa.fixture.ts';

const grid = new FrameGrid({ sampleRate: 16_000, frameLength: 400, hopLength: 160 });
const tone = (hz: number, count: number) =>
  Float32Array.from({ length: count }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / 16_000));

describe('descriptors', () => {
  it('equal librosa where it has the same one', async () => {
    const { sampleCount, values, ...fixture } = librosa.descriptors;
    const samples = referenceSignal(fixture.grid.sampleRate, sampleCount);
    const names = Object.keys(values) as (keyof typeof values)[];
    const result = await descriptors({ samples, sampleRate: 16_000 }, new FrameGrid(fixture.grid), names);
    for (const name of names) {
      expect(result[name].length).toBe(values[name].length);
      // The last quarter is silent; librosa has other conventions for it than 0.
      for (let t = 0; t < 10; t++) {
        const expected = values[name][t]!;
        expect(Math.abs(result[name][t]! - expected)).toBeLessThan(1e-4 * Math.abs(expected));
      }
    }
  });

  it('lie on the same grid as the spectrogram, for frames of any length', async () => {
    for (const frameLength of [5, 100, 400, 512, 1000]) {
      const odd = new FrameGrid({ sampleRate: 16_000, frameLength, hopLength: 77 });
      const result = await descriptors(
        { samples: tone(1000, 3000), sampleRate: 16_000 },
        odd,
        descriptorNames,
      );
      for (const name of descriptorNames) {
        expect(result[name].length).toBe(odd.frameCount(3000));
        expect(result[name].every(Number.isFinite)).toBe(true);
      }
    }
  });

  it('know a tone', async () => {
    const result = await descriptors(
      { samples: tone(1000, 4000), sampleRate: 16_000 },
      grid,
      descriptorNames,
    );
    expect(result.rms[3]).toBeCloseTo(0.5 / Math.SQRT2, 5);
    expect(result.energy[3]).toBeCloseTo(400 * 0.125, 3);
    expect(result.zcr[3]).toBeGreaterThanOrEqual(48);
    expect(result.zcr[3]).toBeLessThanOrEqual(50);
    expect(Math.abs(result.spectralCentroid[3]! - 1000)).toBeLessThan(30);
    expect(result.spectralFlatness[3]).toBeLessThan(0.01);
    const louder = await descriptors(
      { samples: tone(1000, 4000).map((x) => 2 * x), sampleRate: 16_000 },
      grid,
      ['loudness'],
    );
    expect(louder.loudness[3]! / result.loudness[3]!).toBeCloseTo(2 ** 0.23, 4);
  });

  it('are 0 in silence', async () => {
    const result = await descriptors(
      { samples: new Float32Array(1000), sampleRate: 16_000 },
      grid,
      descriptorNames,
    );
    for (const name of descriptorNames) expect([...result[name]]).toEqual([0, 0, 0, 0]);
  });

  it("neither read nor change Meyda's global settings", async () => {
    const audio = { samples: tone(440, 2000), sampleRate: 16_000 };
    const before = { ...Meyda };
    const first = await descriptors(audio, grid, descriptorNames);
    expect({ ...Meyda }).toEqual(before);
    Object.assign(Meyda, { bufferSize: 64, sampleRate: 1, windowingFunction: 'sine', numberOfBarkBands: 3 });
    try {
      expect(await descriptors(audio, grid, descriptorNames)).toEqual(first);
    } finally {
      Object.assign(Meyda, before);
    }
  });

  it('have no value for a recording shorter than a frame', async () => {
    const { rms } = await descriptors({ samples: new Float32Array(399), sampleRate: 16_000 }, grid, ['rms']);
    expect(rms.length).toBe(0);
  });

  it('refuse another sample rate, an unknown name and samples that are not finite', async () => {
    const samples = new Float32Array(400);
    await expect(descriptors({ samples, sampleRate: 8000 }, grid, ['rms'])).rejects.toThrow(
      'sample rate is 8000: expected',
    );
    await expect(descriptors({ samples, sampleRate: 16_000 }, grid, ['mood' as 'rms'])).rejects.toThrow(
      "'mood' is unknown",
    );
    samples[9] = NaN;
    await expect(descriptors({ samples, sampleRate: 16_000 }, grid, ['rms'])).rejects.toThrow(
      'Sample 9 is NaN',
    );
  });
});
