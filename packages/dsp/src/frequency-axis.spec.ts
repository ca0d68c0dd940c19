import { describe, expect, it } from '@jest/globals';
import { defaultFeatures, featurePresets, originFeatures } from './feature-presets.ts';
import { bandCentres, hzToMel, logBandCount } from './filter-bank.ts';
import type { FeatureSpec } from './feature-spec.ts';
import { frequencyTicks } from './frequency-axis.ts';

describe('frequencyTicks', () => {
  it('puts linear bands where they are', () => {
    // Bin b of 512 has its middle at (b + 0.5) / 512 of the height, and 44100 / 1024 Hz lie between two bins.
    const ticks = frequencyTicks(originFeatures, 8);
    expect(ticks.length).toBeGreaterThan(3);
    for (const { hertz, height } of ticks)
      expect(height).toBeCloseTo((hertz / (44100 / 1024) + 0.5) / 512, 6);
  });

  it('follows the mel scale', () => {
    const mel = (hertz: number) => hzToMel(hertz, 'slaney');
    const melStep = (mel(8000) - mel(50)) / 65;
    for (const { hertz, height } of frequencyTicks(defaultFeatures, 9))
      expect(Math.abs(height - ((mel(hertz) - mel(50)) / melStep - 0.5) / 64)).toBeLessThan(0.01);
  });

  it('keeps its distance and its order', () => {
    for (const most of [2, 4, 9]) {
      const ticks = frequencyTicks(defaultFeatures, most);
      expect(ticks.length).toBeGreaterThan(1);
      for (const [index, { height, hertz }] of ticks.entries())
        if (index > 0) {
          expect(height - ticks[index - 1]!.height).toBeGreaterThanOrEqual(1 / most);
          expect(hertz).toBeGreaterThan(ticks[index - 1]!.hertz);
        }
    }
    const hertz = frequencyTicks(defaultFeatures, 9).map((tick) => tick.hertz);
    expect(hertz).toEqual([100, 500, 1000, 2000, 4000, 6000]);
  });

  it.each([
    ...Object.entries(featurePresets),
    ['octave', { ...defaultFeatures, scale: 'octave', bands: 40, fMin: 300 }],
    ['log', logFeatures(3)],
    ['log with every bin', logFeatures(1)],
    [
      'bats',
      { ...originFeatures, sampleRate: 384_000, fMin: 10_000, fMax: 120_000, scale: 'mel', bands: 100 },
    ],
    ['earthquakes', { ...defaultFeatures, sampleRate: 1000, fMin: 1, fMax: 60, bands: 20, fftLength: 4096 }],
  ] as [string, FeatureSpec][])('puts ticks on the rows of %s', (_, features) => {
    const centres = bandCentres(features);
    const ticks = frequencyTicks(features, 10);
    expect(ticks.length).toBeGreaterThan(2);
    expect(ticks.length).toBeLessThanOrEqual(11);
    for (const { hertz, height } of ticks) {
      const row = Math.min(Math.floor(height * centres.length), centres.length - 1);
      const distance = (band: number) => Math.abs((centres[band] ?? Infinity) - hertz);
      expect(distance(row)).toBeLessThanOrEqual(Math.min(distance(row - 1), distance(row + 1)) + 1e-6);
    }
  });

  it('gives bins that are evenly apart even ticks', () => {
    const hertz = frequencyTicks(originFeatures, 8).map((tick) => tick.hertz);
    expect(hertz).toEqual([0, 5000, 10_000, 15_000, 20_000]);
  });
});

function logFeatures(factor: number): FeatureSpec {
  const features: FeatureSpec = { ...defaultFeatures, scale: 'log', factor, melNorm: 'none' };
  return { ...features, bands: logBandCount(features) };
}
