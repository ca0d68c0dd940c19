import { describe, expect, it } from '@jest/globals';
import { featureDifferences } from './feature-differences.ts';
import { defaultFeatures, whisperFeatures } from './feature-presets.ts';

describe('featureDifferences', () => {
  it('names every field that differs', () => {
    expect(featureDifferences(defaultFeatures, whisperFeatures)).toEqual(['fftLength', 'bands', 'fMin']);
  });

  it('finds none between a spec and its copy', () => {
    expect(featureDifferences(defaultFeatures, { ...defaultFeatures })).toEqual([]);
  });
});
