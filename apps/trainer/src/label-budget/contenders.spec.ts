import { createRandom } from '@earmark/dataset';
import { defaultFeatures } from '@earmark/dsp';
import { selectBackend, type LabelledFrames } from '@earmark/models';
import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import { fromScratch } from './contenders.ts';

jest.setTimeout(60_000);

const { bands } = defaultFeatures;
const random = createRandom(1);
const values = Float32Array.from({ length: 200 * bands }, () => -50 + 0.1 * random.normal());
let reads = 0;
/** Noise; once the normalization is known from it, values that are infinite by it. */
const recording: LabelledFrames = {
  uri: 'noise.wav',
  targets: Int8Array.from({ length: 200 }, (_, frame) => (frame < 100 ? 0 : 1)),
  source: {
    ...{ frames: 200, bands },
    read(start, count) {
      const read = values.slice(start * bands, (start + count) * bands);
      return reads++ > 0 ? read.fill(3e38) : read;
    },
  },
};

describe('a contender that diverges', () => {
  beforeAll(() => selectBackend('wasm'));

  it('has no figures: the error names it', async () => {
    const purpose = {
      settings: { data: [], createdAt: '2026-01-01T00:00:00Z' },
      labels: ['noise', 'speech'],
      background: 'noise',
      backend: 'wasm',
    };
    const { signal } = new AbortController();
    const contender = fromScratch('lstm', purpose, { steps: 1, signal });
    await expect(contender.train([recording], 3)).rejects.toThrow(
      /^lstm from scratch diverged with seed 3: lower the learning rate/,
    );
  });
});
