import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import Meyda from 'meyda';
import { descriptorNames, type DescriptorColumn } from './descriptor-names.ts';
import { descriptors } from './descriptors.ts';
import { defaultFeatures } from './feature-presets.ts';
import { FrameGrid } from './frame-grid.ts';
import { referenceSignal } from './librosa.fixture.ts';
import { mfcc } from './mfcc.ts';
import { resample } from './resample.ts';
import { spectrogram } from './spectrogram.ts';

/** What tools/fixtures/librosa_descriptors.py has frozen. */
interface Case {
  readonly grid: { readonly sampleRate: number; readonly frameLength: number; readonly hopLength: number };
  readonly sampleCount: number;
  readonly values: Readonly<Partial<Record<DescriptorColumn, readonly number[]>>>;
}
const { cases } = JSON.parse(
  readFileSync(new URL('../../../tools/fixtures/librosa_descriptors.json', import.meta.url), 'utf8'),
) as { readonly cases: Readonly<Record<'default' | 'origin', Case>> };

const grid = new FrameGrid({ sampleRate: 16_000, frameLength: 400, hopLength: 160 });
const audioOf = (samples: Float32Array, sampleRate = 16_000) => ({ samples, sampleRate });
const tone = (hz: number, count: number) =>
  Float32Array.from({ length: count }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hz * i) / 16_000));
const twice = (samples: Float32Array) => samples.map((sample) => 2 * sample);
/** `mfcc` needs frames that are long enough for mel bands. */
const forAnyFrame = descriptorNames.filter((name) => name !== 'mfcc');

describe('descriptors', () => {
  it.each(['default', 'origin'] as const)("equal librosa's where it has the same: %s", async (name) => {
    const { sampleCount, values, grid: axis } = cases[name];
    const audio = audioOf(referenceSignal(axis.sampleRate, sampleCount), axis.sampleRate);
    const result = await descriptors(audio, axis, descriptorNames);
    const frozen = Object.entries(values) as [DescriptorColumn, readonly number[]][];
    expect(frozen.length).toBe(7 + 13 + 12);
    // Of silence librosa says that its flatness is 1, and only the cepstrum is the same as ours.
    const sounding = result.rms.findLastIndex((rms) => rms > 0) + 1;
    expect(sounding).toBeGreaterThan(10);
    expect(sounding).toBeLessThan(result.rms.length);
    for (const [column, expected] of frozen) {
      expect(result[column].length).toBe(expected.length);
      const largest = Math.max(...expected.map(Math.abs));
      const errors = expected
        .slice(0, column.startsWith('mfcc') ? expected.length : sounding)
        .map((value, t) => Math.abs(result[column][t]! - value) / largest);
      expect([column, Math.max(...errors) < 2e-7]).toEqual([column, true]);
    }
  });

  it('lie on the same grid as the spectrogram, for frames of any length and any sample rate', async () => {
    for (const frameLength of [5, 100, 400, 512, 1000]) {
      const odd = new FrameGrid({ sampleRate: 16_000, frameLength, hopLength: 77 });
      const result = await descriptors(audioOf(tone(1000, 3000)), odd, forAnyFrame);
      for (const column of Object.values(result)) {
        expect(column.length).toBe(odd.frameCount(3000));
        expect(column.every(Number.isFinite)).toBe(true);
      }
    }
    const audio = audioOf(tone(1000, 20_000), 44_100);
    const { rms } = await descriptors(audio, defaultFeatures, ['rms']);
    expect(rms.length).toBe((await spectrogram(audio, defaultFeatures)).frames);
    expect(rms).toEqual((await descriptors(resample(audio, 16_000), defaultFeatures, ['rms'])).rms);
  });

  it('know a tone', async () => {
    const result = await descriptors(audioOf(tone(1000, 4000)), grid, descriptorNames);
    expect(result.rms[3]).toBeCloseTo(0.5 / Math.SQRT2, 5);
    expect(result.energy[3]).toBeCloseTo(400 * 0.125, 3);
    expect(Math.abs(result.zcr[3]! - 1 / 8)).toBeLessThan(1 / 400);
    expect(Math.abs(result.spectralCentroid[3]! - 1000)).toBeLessThan(30);
    expect(Math.abs(result.spectralRolloff[3]! - 1000)).toBeLessThan(60);
    expect(result.spectralFlatness[3]).toBeLessThan(0.01);
  });

  it('know what is louder', async () => {
    const samples = referenceSignal(16_000, 4000);
    const result = await descriptors(audioOf(samples), grid, ['loudness', 'mfcc']);
    const louder = await descriptors(audioOf(twice(samples)), grid, ['loudness', 'mfcc']);
    expect(louder.loudness[3]! / result.loudness[3]!).toBeCloseTo(2 ** 0.23, 4);
    // A level is a constant in all 40 bands: it moves the first coefficient only.
    expect(louder.mfcc0[3]! - result.mfcc0[3]!).toBeCloseTo(Math.sqrt(40) * 20 * Math.log10(2), 3);
    expect(louder.mfcc5[3]).toBeCloseTo(result.mfcc5[3]!, 3);
  });

  it('know the pitch class of a tone', async () => {
    const long = new FrameGrid({ sampleRate: 16_000, frameLength: 4096, hopLength: 1024 });
    const classOf = async (hz: number) => {
      const result = await descriptors(audioOf(tone(hz, 5000)), long, ['chroma']);
      return Object.entries(result).find(([, values]) => values[0] === 1)?.[0];
    };
    expect(await classOf(261.63)).toBe('chromaC');
    expect(await classOf(440)).toBe('chromaA');
    expect(await classOf(2 * 466.16)).toBe('chromaASharp');
    expect(await classOf(493.88)).toBe('chromaB');
  });

  it('have a flux where bins rise, and none where they fall or stay', async () => {
    const onOff = new Float32Array(4800);
    onOff.set(tone(1000, 1600), 1600);
    const apart = new FrameGrid({ sampleRate: 16_000, frameLength: 400, hopLength: 400 });
    const { spectralFlux } = await descriptors(audioOf(onOff), apart, ['spectralFlux']);
    expect(spectralFlux.length).toBe(12);
    // The tone has whole periods in a frame, so all its frames are alike.
    expect(spectralFlux[4]).toBeGreaterThan(100);
    for (const t of [0, 1, 2, 3, 5, 6, 7, 8, 9]) expect(spectralFlux[t]).toBeLessThan(1e-3);
    // Already loud in the first frame: there is nothing to have risen from.
    expect((await descriptors(audioOf(tone(1000, 400)), apart, ['spectralFlux'])).spectralFlux[0]).toBe(0);
  });

  it('have the MFCC that the mel spectrogram gives', async () => {
    const audio = audioOf(referenceSignal(16_000, 4000));
    const { mfcc0, mfcc12 } = await descriptors(audio, grid, ['mfcc']);
    const mel = await spectrogram(audio, { ...defaultFeatures, bands: 40, fMin: 0 });
    const expected = mfcc(mel, 13);
    expect(mfcc0.length).toBe(mel.frames);
    for (const [t, value] of mfcc0.entries()) expect(value).toBeCloseTo(expected[t * 13]!, 3);
    for (const [t, value] of mfcc12.entries()) expect(value).toBeCloseTo(expected[t * 13 + 12]!, 3);
  });

  it('are 0 in silence, but for the cepstrum of the floor', async () => {
    const { mfcc0, ...others } = await descriptors(audioOf(new Float32Array(1000)), grid, descriptorNames);
    for (const value of mfcc0) expect(value).toBeCloseTo(-100 * Math.sqrt(40), 3);
    for (const values of Object.values(others)) for (const value of values) expect(value).toBeCloseTo(0, 10);
    expect(mfcc0.length).toBe(4);
  });

  it("neither read nor change Meyda's global settings", async () => {
    const audio = audioOf(tone(440, 2000));
    const before = { ...Meyda };
    const first = await descriptors(audio, grid, descriptorNames);
    expect({ ...Meyda }).toEqual(before);
    const settings = {
      bufferSize: 64,
      sampleRate: 1,
      windowingFunction: 'sine',
      numberOfMFCCCoefficients: 2,
    };
    Object.assign(Meyda, { ...settings, numberOfBarkBands: 3, melBands: 5, chromaBands: 3 });
    try {
      expect(await descriptors(audio, grid, descriptorNames)).toEqual(first);
    } finally {
      Object.assign(Meyda, before);
    }
  });

  it('have no value for a recording shorter than a frame', async () => {
    const { rms } = await descriptors(audioOf(new Float32Array(399)), grid, ['rms']);
    expect(rms.length).toBe(0);
  });

  it('refuse unknown names, frames too short for mel bands, and samples that are not finite', async () => {
    const samples = new Float32Array(400);
    await expect(descriptors(audioOf(samples), grid, ['mood' as 'rms'])).rejects.toThrow("'mood' is unknown");
    await expect(descriptors(audioOf(samples), grid, [])).rejects.toThrow('there is no name');
    await expect(descriptors(audioOf(samples), grid, ['rms', 'rms'])).rejects.toThrow("'rms' is there twice");
    const short = new FrameGrid({ sampleRate: 16_000, frameLength: 32, hopLength: 16 });
    await expect(descriptors(audioOf(samples), short, ['rms', 'mfcc'])).rejects.toThrow(
      /frames of 32 samples at 16000 Hz are too short for mfcc: .*leave mfcc out/,
    );
    samples[9] = NaN;
    await expect(descriptors(audioOf(samples), grid, ['rms'])).rejects.toThrow('Sample 9 is NaN');
  });
});
