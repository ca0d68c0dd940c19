import { beforeAll, describe, expect, it } from '@jest/globals';
import * as tf from '@tensorflow/tfjs';
import { selectBackend } from '../backend/select.ts';
import { smallClassifier, smallContract, smallRecipe, swellingRecording } from '../small-model.fixture.ts';
import { serializeCheckpoint } from './checkpoint.ts';
import { deserializeCheckpoint, fit, type FitOptions } from './fit.ts';
import type { Recipe } from './recipe.ts';

const train = [1, 2, 3].map((seed) => swellingRecording(`train ${seed}`, 400, seed));
const valid = [swellingRecording('valid', 400, 11)];
const options: FitOptions = { recipe: smallRecipe, seed: 5, train, valid };
const weightsOf = ({ network }: ReturnType<typeof smallClassifier>) =>
  network.getWeights().map((weight) => Array.from(weight.dataSync()));

describe('fit', () => {
  beforeAll(() => selectBackend('wasm'));

  it('learns to find a swelling in noise, on a recording it has not seen', async () => {
    const classifier = smallClassifier();
    const { history, bestEpoch, ended } = await fit(classifier, options);
    expect(ended).toBe('epochs');
    expect(history).toHaveLength(6);
    expect(history[bestEpoch]!.validRocAuc).toBeGreaterThan(0.97);
    expect(history[bestEpoch]!.validRocAuc).toBe(Math.max(...history.map(({ validRocAuc }) => validRocAuc)));
    expect(history.at(-1)!.trainLoss).toBeLessThan(history[0]!.trainLoss);
  });

  it('gives the same numbers for the same seed, and others for another', async () => {
    const losses = async (seed: number) => {
      const { history } = await fit(smallClassifier(), {
        ...options,
        seed,
        recipe: { ...smallRecipe, epochs: 2 },
      });
      return history.map(({ trainLoss, validLoss }) => [trainLoss, validLoss]);
    };
    expect(await losses(5)).toEqual(await losses(5));
    expect(await losses(5)).not.toEqual(await losses(6));
  });

  const everything: Recipe = {
    ...smallRecipe,
    epochs: 3,
    balance: 'labels',
    augmentation: {
      ...smallRecipe.augmentation,
      timeMasks: { count: 1, widest: 6 },
      bandMasks: { count: 1, widest: 3 },
      mixupAlpha: 0.2,
    },
  };

  it('learns with masks, mixup and balanced labels', async () => {
    const { history } = await fit(smallClassifier(), { ...options, recipe: { ...everything, epochs: 12 } });
    expect(Math.max(...history.map(({ validRocAuc }) => validRocAuc))).toBeGreaterThan(0.95);
  });

  it.each([
    ['as it is', smallRecipe],
    ['with masks, mixup and balanced labels', everything],
  ])('resumes in the middle of an epoch as if it had never stopped, %s', async (_, recipe) => {
    const options: FitOptions = { recipe, seed: 5, train, valid };
    const unbroken = smallClassifier();
    const whole = await fit(unbroken, options);

    const controller = new AbortController();
    let saved: Uint8Array | undefined;
    let steps = 0;
    const stopped = await fit(smallClassifier(), {
      ...options,
      signal: controller.signal,
      onEvent: ({ kind }) => {
        if (kind === 'step' && ++steps === 15) controller.abort();
      },
      saveCheckpoint: async (checkpoint) => void (saved = serializeCheckpoint(checkpoint, 'key')),
    });
    expect(stopped.ended).toBe('signal');

    const resumed = smallClassifier(99);
    const rest = await fit(resumed, { ...options, resumeFrom: deserializeCheckpoint(saved!, 'key') });
    const figures = ({ history }: typeof rest) => history.map(({ seconds: _, ...row }) => row);
    expect(figures(rest)).toEqual(figures(whole));
    expect(rest.bestEpoch).toBe(whole.bestEpoch);
    expect(weightsOf(resumed)).toEqual(weightsOf(unbroken));
  });

  it('resumes from before the end of the first epoch', async () => {
    const recipe = { ...smallRecipe, epochs: 1 };
    const unbroken = smallClassifier();
    await fit(unbroken, { ...options, recipe });
    const controller = new AbortController();
    let saved: Uint8Array | undefined;
    await fit(smallClassifier(), {
      ...options,
      recipe,
      signal: controller.signal,
      onEvent: () => controller.abort(),
      saveCheckpoint: async (checkpoint) => void (saved = serializeCheckpoint(checkpoint, 'key')),
    });
    const resumed = smallClassifier(99);
    await fit(resumed, { ...options, recipe, resumeFrom: deserializeCheckpoint(saved!, 'key') });
    expect(weightsOf(resumed)).toEqual(weightsOf(unbroken));
  });

  it('learns from batches of one', async () => {
    const recipe = { ...smallRecipe, epochs: 1, batchSize: 1 };
    const { history } = await fit(smallClassifier(), { ...options, recipe });
    expect(Number.isFinite(history[0]!.trainLoss)).toBe(true);
  });

  it.each([NaN, Infinity])('refuses %p in the features, and names recording and frame', async (value) => {
    const broken = swellingRecording('broken', 400, 4);
    const values = broken.source.read(0, 400);
    values[300 * 12 + 5] = value;
    const read = (start: number, count: number) => values.slice(start * 12, (start + count) * 12);
    const train = [{ ...broken, source: { ...broken.source, read } }];
    const message = new RegExp(`broken: frame 300 has the value ${value} in band 5`);
    const classifier = smallClassifier();
    const before = tf.memory().numTensors;
    await expect(fit(classifier, { ...options, train })).rejects.toThrow(message);
    await expect(fit(classifier, { ...options, valid: train })).rejects.toThrow(message);
    expect(weightsOf(classifier).flat().every(Number.isFinite)).toBe(true);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('stops when it diverges later, and keeps the best', async () => {
    const classifier = smallClassifier();
    let best: number[][] = [];
    const { ended, bestEpoch, history } = await fit(classifier, {
      ...options,
      onEvent(event) {
        if (event.kind === 'step' && event.epoch === 2)
          tf.tidy(() =>
            classifier.network.setWeights(classifier.network.getWeights().map((w) => tf.fill(w.shape, NaN))),
          );
      },
      saveCheckpoint: async (checkpoint) =>
        void (best = checkpoint.best.weights.map(({ values }) => [...values])),
    });
    expect(ended).toBe('diverged');
    expect(history).toHaveLength(2);
    expect(bestEpoch).toBeLessThan(2);
    expect(weightsOf(classifier)).toEqual(best);
  });

  it('ends with the error where a checkpoint can not be saved, and keeps the best', async () => {
    const classifier = smallClassifier();
    let best: number[][] = [];
    const saving = fit(classifier, {
      ...options,
      saveCheckpoint: async (checkpoint) => {
        best = checkpoint.best.weights.map(({ values }) => [...values]);
        if (checkpoint.epoch === 2) throw new Error('runs/a/checkpoint.bin: no space left on device');
      },
    });
    await expect(saving).rejects.toThrow('runs/a/checkpoint.bin: no space left on device');
    expect(weightsOf(classifier)).toEqual(best);
  });

  it('stops when only validation shows that it has diverged, and keeps the best', async () => {
    const deviation = smallContract.normalization.deviation.with(5, 0.5);
    const contract = { ...smallContract, normalization: { ...smallContract.normalization, deviation } };
    const classifier = smallClassifier(1, contract);
    let best: number[][] = [];
    let epoch = 0;
    // Finite as a feature, but not once it is normalized: what the network answers to it is no number.
    const huge = valid.map(({ source, ...recording }) => ({
      ...recording,
      source: {
        ...source,
        read: (start: number, count: number) =>
          epoch === 2 ? source.read(start, count).with(5, 3e38) : source.read(start, count),
      },
    }));
    const { ended, bestEpoch, history } = await fit(classifier, {
      ...options,
      valid: huge,
      onEvent: (event) => void (epoch = event.kind === 'epoch' ? event.row.epoch + 1 : event.epoch),
      saveCheckpoint: async (checkpoint) =>
        void (best = checkpoint.best.weights.map(({ values }) => [...values])),
    });
    expect(ended).toBe('diverged');
    expect(epoch).toBe(2);
    expect(history).toHaveLength(2);
    expect(history[bestEpoch]!.validRocAuc).toBeGreaterThan(0.5);
    expect(weightsOf(classifier)).toEqual(best);
  });

  it('stops early when validation gets no better', async () => {
    const { history, ended, bestEpoch } = await fit(smallClassifier(), {
      ...options,
      recipe: { ...smallRecipe, learningRate: 1e-12, patience: 2 },
    });
    expect(ended).toBe('patience');
    expect(history).toHaveLength(bestEpoch + 3);
  });

  it('has still stopped early when it is resumed, with the same weights', async () => {
    const patient = { ...options, recipe: { ...smallRecipe, learningRate: 1e-12, patience: 2 } };
    const classifier = smallClassifier();
    let saved: Uint8Array | undefined;
    const whole = await fit(classifier, {
      ...patient,
      saveCheckpoint: async (checkpoint) => void (saved = serializeCheckpoint(checkpoint, 'key')),
    });
    const again = smallClassifier(99);
    const resumed = await fit(again, { ...patient, resumeFrom: deserializeCheckpoint(saved!, 'key') });
    expect(resumed.ended).toBe('patience');
    expect(resumed.bestEpoch).toBe(whole.bestEpoch);
    expect(resumed.history).toEqual(whole.history);
    expect(weightsOf(again)).toEqual(weightsOf(classifier));
  });

  it('says so when it diverges at once', async () => {
    const recipe = { ...smallRecipe, learningRate: 1e30 };
    await expect(fit(smallClassifier(), { ...options, recipe })).rejects.toThrow(
      /diverged.*learning rate \(1e\+30\)/,
    );
  });

  it.each(['train', 'valid'] as const)('refuses an empty split %s', async (split) => {
    await expect(fit(smallClassifier(), { ...options, [split]: [] })).rejects.toThrow(
      new RegExp(`the split ${split}`),
    );
  });

  it('refuses to validate on fewer than two labels, and names those that are missing', async () => {
    const labelled = (targets: number[]) => [
      { ...valid[0]!, targets: Int8Array.from({ length: 400 }, (_, i) => targets[i % targets.length]!) },
    ];
    const fitOn = (targets: number[]) => fit(smallClassifier(), { ...options, valid: labelled(targets) });
    await expect(fitOn([-1, 0])).rejects.toThrow(
      'no validation frame is labelled speech: expected frames of',
    );
    await expect(fitOn([1])).rejects.toThrow('no validation frame is labelled noise:');
    await expect(fitOn([-1])).rejects.toThrow('no validation frame is labelled noise or speech:');
  });

  it('varies levels of decibels only', async () => {
    const classifier = smallClassifier();
    const { contract } = classifier;
    const logarithms = {
      ...classifier,
      contract: { ...contract, features: { ...contract.features, compression: 'log' as const } },
    };
    const augmentation = { ...smallRecipe.augmentation, gainDb: 6 };
    await expect(
      fit(logarithms, { ...options, recipe: { ...smallRecipe, epochs: 1, augmentation } }),
    ).rejects.toThrow("compression is 'log': expected 'decibel'");
    const still = {
      gainDb: 0,
      tiltDb: 0,
      shiftBands: 0,
      mixProbability: 0,
      snrDb: [0, 0] as [number, number],
    };
    const { history } = await fit(logarithms, {
      ...options,
      recipe: { ...smallRecipe, epochs: 1, augmentation: still },
    });
    expect(history).toHaveLength(1);
  });

  it('leaves no tensor behind', async () => {
    const classifier = smallClassifier();
    const before = tf.memory().numTensors;
    await fit(classifier, { ...options, recipe: { ...smallRecipe, epochs: 2 } });
    expect(tf.memory().numTensors).toBe(before);
  });
});
