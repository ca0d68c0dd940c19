import { beforeAll, describe, expect, it } from '@jest/globals';
import type * as tf from '@tensorflow/tfjs';
import { selectBackend } from '../backend/select.ts';
import { embeddingNetwork } from '../artifact.ts';
import { transferWeights } from './transfer-weights.ts';
import { buildVanillaConv } from './vanilla-conv.ts';

const build = (seed: number, { squeeze = 3, labels = 2 } = {}) =>
  buildVanillaConv(
    { name: 'vanilla-conv', filters: [2], squeeze, units: 4 },
    { windowFrames: 5, bands: 8, labels },
    seed,
  );
const weightsOf = (network: tf.LayersModel, name: string) =>
  network
    .getLayer(name)
    .getWeights()
    .map((weight) => Array.from(weight.dataSync()));

describe('transferWeights', () => {
  beforeAll(() => selectBackend('cpu'));

  it('copies the layers that both have, and names the others', () => {
    const from = build(1);
    const to = build(2, { labels: 3 });
    const logits = weightsOf(to, 'logits');
    expect(transferWeights(from, to)).toEqual(['logits']);
    for (const name of ['conv1', 'bands', 'window'])
      expect(weightsOf(to, name)).toEqual(weightsOf(from, name));
    expect(weightsOf(to, 'logits')).toEqual(logits);
  });

  it('leaves layers of another shape, and those that the source lacks', () => {
    expect(transferWeights(build(1), build(2, { squeeze: 5 }))).toEqual(['bands', 'window']);
    expect(transferWeights(embeddingNetwork(build(1)), build(2))).toEqual(['logits']);
  });

  it('copies: the source stays as it is when the other one learns or goes', () => {
    const from = build(1);
    const before = weightsOf(from, 'conv1');
    const to = build(2);
    transferWeights(from, to);
    const layer = to.getLayer('conv1');
    layer.setWeights(layer.getWeights().map((weight) => weight.zerosLike()));
    to.dispose();
    expect(weightsOf(from, 'conv1')).toEqual(before);
  });
});
