import { describe, expect, it } from '@jest/globals';
import { defaultFeatures, featurePresets, whisperFeatures } from './feature-presets.ts';
import type { FeatureSpec } from './feature-spec.ts';
import { spectrogram } from './spectrogram.ts';
import { valueRange, valueUnit } from './value-range.ts';

const kinds: Readonly<Record<string, FeatureSpec>> = {
  ...featurePresets,
  'natural log': { ...defaultFeatures, compression: 'log' },
  plain: { ...defaultFeatures, compression: 'none' },
  pcen: { ...defaultFeatures, compression: 'pcen', reference: 2 ** -31 },
};

describe('valueRange', () => {
  it.each(Object.entries(kinds))('holds silence, and the loudest sound there is: %s', async (_, features) => {
    const { least, most } = valueRange(features);
    const { sampleRate } = features;
    // Silence for so long that PCEN has forgotten everything else, then full scale.
    const samples = new Float32Array(10 * sampleRate);
    for (let i = 9 * sampleRate; i < samples.length; i++) samples[i] = Math.sin(i * i * 1e-5) > 0 ? 1 : -1;
    const { values } = await spectrogram({ samples, sampleRate }, features);
    expect(values[0]).toBeCloseTo(least, 3);
    const [lowest, highest] = [
      values.reduce((a, b) => Math.min(a, b)),
      values.reduce((a, b) => Math.max(a, b)),
    ];
    expect(lowest).toBeGreaterThanOrEqual(Math.fround(least));
    expect(highest).toBeLessThanOrEqual(most);
    // Powers that are not compressed lie close to 0: no sound is loud in every bin at once.
    const part = features.compression === 'none' ? 0.01 : 0.1;
    expect(highest).toBeGreaterThan(least + part * (most - least));
  });

  it('begins at the floor and ends at a whole decibel', () => {
    expect(valueRange(defaultFeatures)).toEqual({ least: -100, most: 38 });
    expect(valueRange(whisperFeatures).least).toBeCloseTo(-100, 9);
  });
});

describe('valueUnit', () => {
  it('names what the values are counted in', () => {
    expect(Object.values(kinds).map(valueUnit)).toEqual(['dB', 'dB', 'ln', 'dB', 'ln', '', 'PCEN']);
  });
});
