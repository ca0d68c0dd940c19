import { encoderOf, selectBackend, type LabelledFrames } from '@earmark/models';
import { defaultFeatures } from '@earmark/dsp';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Interrupted } from './interrupt.ts';
import { backgroundOf, classifierFrom, untrainedClassifier } from './new-classifier.ts';

const { bands } = defaultFeatures;
const recording: LabelledFrames = {
  uri: 'invented.wav',
  source: { frames: 40, bands, read: (from, count) => new Float32Array(count * bands).fill(from - 50) },
  targets: Int8Array.from({ length: 40 }, (_, frame) => (frame < 20 ? 0 : 1)),
};
const purpose = {
  settings: { data: ['/invented'], seed: 1, createdAt: '2026-01-01T00:00:00Z' },
  ...{ labels: ['bird', 'noise'], background: 'noise', backend: 'cpu' },
};

describe('classifierFrom', () => {
  beforeAll(() => selectBackend('cpu'));

  it('stops where it is told to, and says what is kept', async () => {
    const encoder = encoderOf(untrainedClassifier(purpose, [recording]));
    const stopped = classifierFrom(purpose, encoder, [recording], AbortSignal.abort());
    await expect(stopped).rejects.toThrow(Interrupted);
    await expect(stopped).rejects.toThrow('what is kept are the features, in the cache');
  });
});

describe('backgroundOf', () => {
  it('is what was named, else noise, else nothing', () => {
    expect(backgroundOf(['noise', 'rain'], 'rain')).toBe('rain');
    expect(backgroundOf(['noise', 'rain'], null)).toBe('noise');
    expect(backgroundOf(['bird', 'rain'], undefined)).toBeNull();
  });
});
