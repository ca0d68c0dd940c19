import { createRandom, type FrameSource } from '@earmark/dataset';
import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { buildNetwork } from '../architectures/index.ts';
import { transferWeights } from '../architectures/transfer-weights.ts';
import { deserializeEncoder, serializeArtifact, serializeEncoder } from '../artifact.ts';
import { selectBackend } from '../backend/select.ts';
import { smallContract } from '../small-model.fixture.ts';
import { serializeCheckpoint } from './checkpoint.ts';
import {
  deserializePretraining,
  pretrain,
  type AnsweredExamples,
  type PretrainOptions,
  type PretrainRow,
} from './pretrain.ts';
import type { UnlabelledFrames } from './pretrain-examples.ts';
import type { PretrainRecipe } from './pretrain-recipe.ts';

const { features, provenance } = smallContract;
const input = {
  features,
  provenance,
  normalization: { mean: Array<number>(12).fill(-50), deviation: Array<number>(12).fill(10) },
};

/** A hum that glides up and down the bands, slowly enough to be foreseen, in noise. */
function glide(uri: string, frames: number, seed: number): UnlabelledFrames {
  const random = createRandom(seed);
  const phase = 2 * Math.PI * random.unit();
  const values = Float32Array.from({ length: frames * 12 }, (_, i) => {
    const centre = 5.5 + 4 * Math.sin((Math.floor(i / 12) * 2 * Math.PI) / 40 + phase);
    return -56 + 24 * Math.exp(-(((i % 12) - centre) ** 2) / 4) + 2 * random.normal();
  });
  const read: FrameSource['read'] = (start, count) => values.slice(start * 12, (start + count) * 12);
  return { uri, source: { frames, bands: 12, read } };
}

const shared = {
  batchSize: 16,
  examplesPerEpoch: 192,
  epochs: 3,
  patience: 4,
  learningRate: 0.01,
  averaging: 0.8,
  augmentation: { gainDb: 2, tiltDb: 1, shiftBands: 1 },
};
const autoencoder: PretrainRecipe = {
  ...shared,
  architecture: {
    name: 'autoencoder',
    filters: [6, 8],
    squeeze: 6,
    bottleneck: 8,
    context: 1,
    decoderFilters: [8, 6],
  },
  windowFrames: 9,
  corruption: { kind: 'noise', probability: 0.5, snrDb: [5, 20] },
};
const lstm: PretrainRecipe = {
  ...shared,
  architecture: { name: 'lstm', units: [10], ahead: 3, lookahead: 2, readout: 'both' },
  windowFrames: 9,
  spanFrames: 16,
  corruption: { kind: 'none' },
};
const train = [1, 2, 3].map((seed) => glide(`train ${seed}`, 300, seed));
const valid = [glide('valid', 300, 4)];
const options = (recipe: PretrainRecipe): PretrainOptions => ({ recipe, seed: 7, train, valid });
const weightsOf = (network: tf.LayersModel) => network.getWeights().map((weight) => [...weight.dataSync()]);

const masked: PretrainRecipe = {
  ...autoencoder,
  corruption: {
    kind: 'mask',
    timeMasks: { count: 1, widest: 3 },
    bandMasks: { count: 1, widest: 3 },
  },
};
const short = (recipe: PretrainRecipe) => options({ ...recipe, epochs: 2, examplesPerEpoch: 48 });
/** The layers that a saved network has, and that it has weights of. */
function layersOf(modelJson: string): string[] {
  const { modelTopology, weightsManifest } = JSON.parse(modelJson);
  const layers: string[] = modelTopology.config.layers.map(({ name }: { name: string }) => name);
  for (const { name } of weightsManifest[0].weights) expect(layers).toContain(name.split('/')[0]);
  return layers;
}
const figures = (history: readonly PretrainRow[]) => history.map(({ seconds: _, ...row }) => row);

describe('pretrain', () => {
  beforeAll(() => selectBackend('wasm'));

  it.each([
    ['an autoencoder, out of noise,', autoencoder],
    ['an autoencoder, out of what is not masked,', masked],
    ['an LSTM', lstm],
  ])('teaches %s more than the mean', async (_, recipe) => {
    const { history, bestEpoch, floorLoss, ended } = await pretrain(input, options(recipe));
    expect(ended).toBe('epochs');
    expect(history[bestEpoch]!.validLoss).toBeLessThan(0.75 * floorLoss);
    expect(history[bestEpoch]!.validLoss).toBe(Math.min(...history.map(({ validLoss }) => validLoss)));
  });

  it.each([
    ['autoencoder', autoencoder],
    ['lstm', lstm],
  ])('gives the same numbers of an %s for the same seed, stopped or not', async (_, recipe) => {
    const whole = await pretrain(input, short(recipe));
    const controller = new AbortController();
    let saved: Uint8Array | undefined;
    let steps = 0;
    const stopped = await pretrain(input, {
      ...short(recipe),
      signal: controller.signal,
      onEvent: ({ kind }) => {
        if (kind === 'step' && ++steps === 4) controller.abort();
      },
      saveCheckpoint: async (checkpoint) => void (saved = serializeCheckpoint(checkpoint, 'key')),
    });
    expect(stopped.ended).toBe('signal');
    const resumeFrom = deserializePretraining(saved!, 'key');
    const resumed = await pretrain(input, { ...short(recipe), resumeFrom });
    expect(figures(resumed.history)).toEqual(figures(whole.history));
    expect(weightsOf(resumed.encoder.network)).toEqual(weightsOf(whole.encoder.network));
    const other = await pretrain(input, { ...short(recipe), seed: 8 });
    expect(figures(other.history)).not.toEqual(figures(whole.history));
  });

  it('shows the same examples after every epoch, and what is made of them', async () => {
    const shown: AnsweredExamples[] = [];
    const showExamples = async (epoch: number, examples: AnsweredExamples) => {
      expect(epoch).toBe(shown.length);
      shown.push(examples);
    };
    await pretrain(input, { ...short(lstm), showExamples });
    expect(shown).toHaveLength(2);
    expect(shown[1]!.frames).toBe(16);
    expect(shown[1]!.answers).toHaveLength(shown[1]!.count * 16 * 12);
    expect(shown[1]!.heard).toEqual(shown[0]!.heard);
    expect(shown[1]!.answers).not.toEqual(shown[0]!.answers);
  });

  it('leaves an artifact of the encoder alone: of the decoder there is no layer and no weight', async () => {
    const { encoder } = await pretrain(input, short(autoencoder));
    const { modelJson, weights } = await serializeEncoder(encoder);
    expect(layersOf(modelJson)).toEqual(['spectrogram', 'conv1', 'conv2', 'bands', 'bottleneck']);
    // conv1: 3·3·1·6 + 6; conv2: 3·3·6·8 + 8; bands: 1·2·8·6 + 6; bottleneck: 5·1·6·8 + 8
    expect(weights.byteLength).toBe(4 * (60 + 440 + 102 + 248));
    const read = await deserializeEncoder(modelJson, weights, 'pretrained');
    expect(read.contract).toEqual(encoder.contract);
    expect(weightsOf(read.network)).toEqual(weightsOf(encoder.network));
  });

  it('leaves a classifier without decoder when a readout is put on the encoder', async () => {
    const { encoder } = await pretrain(input, short(autoencoder));
    const { architecture, windows } = encoder.contract;
    const shape = { windowFrames: windows.frames, bands: 12, labels: 2 };
    const network = buildNetwork(architecture, shape, 1);
    expect(transferWeights(encoder.network, network)).toEqual(['logits']);
    const contract = { ...smallContract, architecture, windows };
    const { modelJson, weights } = await serializeArtifact({ contract, network });
    const encoding = ['spectrogram', 'conv1', 'conv2', 'bands', 'bottleneck'];
    expect(layersOf(modelJson)).toEqual([...encoding, 'logits', 'frames']);
    expect(weights.byteLength).toBe(4 * (60 + 440 + 102 + 248 + 8 * 2 + 2));
  });

  it('learns from batches of one, and from recordings shorter than an example', async () => {
    const recipe = { ...autoencoder, batchSize: 1, examplesPerEpoch: 8, epochs: 1 };
    const train = [glide('shorter', 5, 1), glide('empty', 0, 1)];
    const { history } = await pretrain(input, { ...options(recipe), train, valid: train });
    expect(Number.isFinite(history[0]!.trainLoss + history[0]!.validLoss)).toBe(true);
  });

  it('stops early when validation gets no better', async () => {
    const recipe = { ...autoencoder, learningRate: 1e-12, averaging: 0, patience: 1, examplesPerEpoch: 16 };
    const { ended, history, bestEpoch } = await pretrain(input, options(recipe));
    expect(ended).toBe('patience');
    expect(history).toHaveLength(bestEpoch + 2);
  });

  it.each([
    ['no recording to train on', { train: [] }, /no recording to train on/],
    ['no recording to validate on', { valid: [glide('empty', 0, 1)] }, /no recording to validate on/],
    [
      'a value that is not finite',
      {
        train: [
          { uri: 'bad.wav', source: { ...train[0]!.source, read: () => new Float32Array(9 * 12).fill(NaN) } },
        ],
      },
      /bad\.wav: frame \d+ has the value NaN in band 0/,
    ],
    ['a rate at which it diverges', { recipe: { ...autoencoder, learningRate: 1e30 } }, /diverged.*1e\+30/],
    ['spans for windows', { recipe: { ...autoencoder, spanFrames: 5 } }, /spanFrames is 5: leave it out/],
    ['an LSTM without spans', { recipe: { ...lstm, spanFrames: undefined } }, /spanFrames is missing/],
    [
      'a window that the stages use up',
      { recipe: { ...autoencoder, windowFrames: 3 } },
      /leaves nothing of 3 frames/,
    ],
  ])('refuses %s, and leaves no tensor behind', async (_, change, message) => {
    const before = tf.memory().numTensors;
    await expect(pretrain(input, { ...options(autoencoder), ...(change as object) })).rejects.toThrow(
      message,
    );
    expect(tf.memory().numTensors).toBe(before);
  });

  it('varies and mixes decibels only', async () => {
    const logarithms = { ...input, features: { ...features, compression: 'log' as const } };
    const still = { ...autoencoder, augmentation: { gainDb: 0, tiltDb: 0, shiftBands: 0 } };
    await expect(pretrain(logarithms, short(still))).rejects.toThrow(
      "compression is 'log': expected 'decibel'",
    );
    const plain: PretrainRecipe = { ...still, corruption: { kind: 'none' } };
    expect((await pretrain(logarithms, short(plain))).history).toHaveLength(2);
  });

  it.each([
    ['autoencoder', autoencoder],
    ['lstm', lstm],
  ])('leaves no tensor behind but the weights of the encoder, %s', async (_, recipe) => {
    const before = tf.memory().numTensors;
    const { encoder } = await pretrain(input, short(recipe));
    expect(tf.memory().numTensors).toBe(before + encoder.network.getWeights().length);
    encoder.network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});
