import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { selectBackend } from '../backend/select.ts';
import {
  autoencoderSchema,
  buildAutoencoder,
  buildReconstructor,
  defaultAutoencoder,
} from './autoencoder.ts';
import { transferWeights } from './transfer-weights.ts';

const shape = { windowFrames: 208, bands: 64, labels: 2 };
const small = autoencoderSchema.parse({
  ...{ name: 'autoencoder', filters: [3, 4], squeeze: 3, bottleneck: 5, context: 1, decoderFilters: [4, 3] },
});

describe('buildAutoencoder', () => {
  beforeAll(() => selectBackend('wasm'));

  it('answers a window once, and a longer stretch once for each of its windows', () => {
    const network = buildAutoencoder(defaultAutoencoder, shape, 1);
    expect(network.computeOutputShape([1, 208, 64, 1])).toEqual([1, 1, 2]);
    expect(network.computeOutputShape([4, 271, 64, 1])).toEqual([4, 64, 2]);
  });

  it('reads its logits from how the bottleneck goes on', () => {
    const { input } = buildAutoencoder(defaultAutoencoder, shape, 1).getLayer('logits');
    expect((input as tf.SymbolicTensor).shape).toEqual([null, null, 1, 4 * defaultAutoencoder.bottleneck]);
  });

  it('reads its logits from the bottleneck alone where there is no context', () => {
    const alone = { ...defaultAutoencoder, context: 1 };
    const network = buildAutoencoder(alone, { ...shape, windowFrames: 81 }, 1);
    const bottleneck = network.getLayer('bottleneck').output as tf.SymbolicTensor;
    expect(network.getLayer('logits').input).toBe(bottleneck);
    expect(bottleneck.shape).toEqual([null, null, 1, defaultAutoencoder.bottleneck]);
  });

  it('stays under 100,000 parameters', () => {
    expect(buildAutoencoder(defaultAutoencoder, shape, 1).countParams()).toBeLessThan(100_000);
  });

  it('starts from weights that the seed decides', () => {
    const weights = (seed: number) =>
      buildAutoencoder(small, { windowFrames: 9, bands: 12, labels: 2 }, seed)
        .getWeights()
        .map((w) => [...w.dataSync()]);
    expect(weights(1)).toEqual(weights(1));
    expect(weights(1)).not.toEqual(weights(2));
  });

  it('refuses a window or a spectrogram that its stages use up', () => {
    const build = (windowFrames: number, bands: number) => () =>
      buildAutoencoder({ ...defaultAutoencoder, context: 1 }, { ...shape, windowFrames, bands }, 1);
    expect(build(6, 64)).toThrow(/leaves nothing of 6 frames × 64 bands/);
    expect(build(81, 14)).toThrow(/leaves nothing of 81 frames × 14 bands/);
    expect(build(7, 15)).not.toThrow();
    expect(() => buildAutoencoder(defaultAutoencoder, { ...shape, windowFrames: 127 }, 1)).toThrow(
      'windowFrames is 127; expected more than the context of 128 frames',
    );
  });
});

describe('buildReconstructor', () => {
  beforeAll(() => selectBackend('wasm'));

  it('gives back windows of whatever size', () => {
    const size = fc.record({
      windowFrames: fc.integer({ min: 5, max: 40 }),
      bands: fc.integer({ min: 7, max: 40 }),
      decoderFilters: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 4 }),
    });
    fc.assert(
      fc.property(size, ({ windowFrames, bands, decoderFilters }) => {
        const network = buildReconstructor({ ...small, decoderFilters }, { windowFrames, bands }, 1);
        expect(network.outputs[0]!.shape).toEqual([null, windowFrames, bands, 1]);
        network.dispose();
      }),
      { numRuns: 25 },
    );
  });

  it('has nothing but the bottleneck between what it reads and what it rebuilds', () => {
    const network = buildReconstructor(small, { windowFrames: 13, bands: 11 }, 1);
    const bottleneck = network.getLayer('bottleneck').output as tf.SymbolicTensor;
    expect(bottleneck.shape).toEqual([null, 1, 1, 5]);
    expect(network.getLayer('code').input).toBe(bottleneck);
  });

  it('has an encoder that answers as that of the classifier with its weights', () => {
    const reconstructor = buildReconstructor(small, { windowFrames: 9, bands: 12 }, 1);
    const classifier = buildAutoencoder(small, { windowFrames: 9, bands: 12, labels: 2 }, 2);
    expect(transferWeights(reconstructor, classifier)).toEqual(['logits']);
    const bottleneckOf = (network: tf.LayersModel, input: tf.Tensor) => {
      const outputs = network.getLayer('bottleneck').output as tf.SymbolicTensor;
      return (
        tf.model({ inputs: network.inputs, outputs }).predict(input) as tf.Tensor
      ).dataSync<'float32'>();
    };
    const stretch = tf.randomNormal<tf.Rank.R4>([1, 12, 12, 1], 0, 1, 'float32', 1);
    const dense = bottleneckOf(classifier, stretch);
    expect(dense).toHaveLength(4 * 5);
    for (let frame = 0; frame < 4; frame++) {
      const code = bottleneckOf(reconstructor, stretch.slice([0, frame, 0, 0], [1, 9, 12, 1]));
      code.forEach((value, unit) => expect(value).toBeCloseTo(dense[frame * 5 + unit]!, 5));
    }
  });
});
