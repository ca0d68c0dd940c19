import { bandCentres, defaultFeatures } from '@earmark/dsp';
import { describe, expect, it } from '@jest/globals';
import { createDifferenceSummary } from './difference-summary.ts';

describe('createDifferenceSummary', () => {
  const features = { ...defaultFeatures, bands: 2 };

  it('sums up pieces as it would the whole', () => {
    const summary = createDifferenceSummary(features);
    summary.add(Float32Array.of(1, 0, 3, 8));
    summary.add(Float32Array.of(5, 1));
    const [low, high] = bandCentres(features);
    expect(summary.result()).toEqual({
      frames: 3,
      mean: 3,
      largest: { value: 8, seconds: 0.0225, hertz: high },
      bands: [
        { hertz: low, mean: 3, largest: 5 },
        { hertz: high, mean: 3, largest: 8 },
      ],
    });
  });

  it('has the time of A', () => {
    const summary = createDifferenceSummary(features, 1.5);
    summary.add(Float32Array.of(1, 0, 3, 8));
    expect(summary.result().largest.seconds).toBeCloseTo(1.5225, 12);
  });
});
