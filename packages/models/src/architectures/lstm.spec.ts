import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { selectBackend } from '../backend/select.ts';
import { buildLstm, buildLstmPredictor, defaultLstm, lstmSchema } from './lstm.ts';
import { transferWeights } from './transfer-weights.ts';

const shape = { windowFrames: 20, bands: 6, labels: 2 };
const small = { ...defaultLstm, units: [5, 4] };

describe('buildLstm', () => {
  beforeAll(() => selectBackend('cpu'));

  it('answers a window once, and a longer stretch once for each of its windows', () => {
    const network = buildLstm(small, shape, 1);
    expect(network.computeOutputShape([1, 20, 6, 1])).toEqual([1, 1, 2]);
    expect(network.computeOutputShape([4, 27, 6, 1])).toEqual([4, 8, 2]);
    expect((network.predict(tf.zeros([3, 21, 6, 1])) as tf.Tensor).shape).toEqual([3, 2, 2]);
  });

  it('fits into 500 KB', () => {
    const network = buildLstm(defaultLstm, { windowFrames: 81, bands: 64, labels: 2 }, 1);
    expect(4 * network.countParams()).toBeLessThan(500_000);
  });

  it.each([
    ['hidden', 4],
    ['cell', 4],
    ['both', 8],
  ] as const)('reads its answer from %s', (readout, units) => {
    const network = buildLstm({ ...small, readout }, shape, 1);
    expect((network.getLayer('logits').input as tf.SymbolicTensor).shape).toEqual([null, null, 1, units]);
  });

  it('answers from what it has heard so far, not from what comes', () => {
    const network = buildLstm(small, shape, 1);
    const x = tf.randomNormal([1, 24, 6, 1], 0, 1, 'float32', 1);
    const [early, late] = tf.split(x, [21, 3], 1);
    const answers = (input: tf.Tensor) => [...(network.predict(input) as tf.Tensor).dataSync()];
    expect(answers(early!)).toEqual(answers(x).slice(0, 4));
    const louder = answers(tf.concat([early!, late!.mul(3)], 1));
    expect(louder.slice(0, 4)).toEqual(answers(x).slice(0, 4));
    expect(louder.slice(4)).not.toEqual(answers(x).slice(4));
  });

  it('starts from weights that the seed decides', () => {
    const weights = (seed: number) =>
      buildLstm(small, shape, seed)
        .getWeights()
        .map((w) => [...w.dataSync()]);
    expect(weights(1)).toEqual(weights(1));
    expect(weights(1)).not.toEqual(weights(2));
  });

  it('refuses to be without a layer', () => {
    expect(() => lstmSchema.parse({ ...small, units: [] })).toThrow();
  });
});

describe('buildLstmPredictor', () => {
  beforeAll(() => selectBackend('cpu'));

  it('predicts a frame for every frame', () => {
    expect(buildLstmPredictor(small, shape, 1).computeOutputShape([3, 50, 6, 1])).toEqual([3, 50, 6]);
  });

  it('hands all but the readout to the network that classifies', () => {
    const classifier = buildLstm(small, shape, 1);
    expect(transferWeights(buildLstmPredictor(small, shape, 2), classifier)).toEqual(['logits']);
  });
});
