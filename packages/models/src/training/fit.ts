import * as tf from '@tensorflow/tfjs';
import type { Classifier } from '../artifact.ts';
import type { Augmentation } from './augmentation.ts';
import type { Batch } from './batch.ts';
import { createBatchLoader } from './batch-loader.ts';
import type { Checkpoint, EpochRow } from './checkpoint.ts';
import { frameCrossEntropy } from './loss.ts';
import { average, copyWeights, restoreOptimizer, restoreWeights, storeOptimizer } from './network-state.ts';
import type { Recipe } from './recipe.ts';
import type { LabelledFrames } from './spans.ts';
import { validate } from './validate.ts';

/** What `fit` tells while it works. */
export type FitEvent =
  | {
      readonly kind: 'step';
      readonly epoch: number;
      readonly step: number;
      readonly steps: number;
      readonly loss: number;
    }
  | { readonly kind: 'epoch'; readonly row: EpochRow; readonly best: boolean };

export interface FitOptions {
  readonly recipe: Recipe;
  readonly seed: number;
  readonly train: readonly LabelledFrames[];
  readonly valid: readonly LabelledFrames[];
  /** Where an earlier call stopped; the result is then that of a call that never stopped. */
  readonly resumeFrom?: Checkpoint | undefined;
  /** Stops before the next step; the checkpoint is saved first. */
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: FitEvent) => void;
  /** Called after every epoch, and when stopped. */
  readonly saveCheckpoint?: (checkpoint: Checkpoint) => Promise<void>;
}

export interface FitResult {
  readonly history: readonly EpochRow[];
  /** The epoch whose weights the network now has; -1 where none was finished. */
  readonly bestEpoch: number;
  readonly ended: 'epochs' | 'patience' | 'signal' | 'diverged';
}

/**
 * Trains a classifier's network in place and leaves it with the weights of its best epoch.
 *
 * Each epoch draws spans, takes one Adam step (Kingma and Ba 2015) a batch, validates the running mean of the weights on whole
 * recordings, and keeps it if it is the best so far. It ends after `recipe.epochs`, after `recipe.patience` epochs without a better validation ROC-AUC,
 * when stopped, or when the loss is no finite number any more (the best weights are kept).
 *
 * @param classifier the network to train, and the contract with normalization and labels
 * @returns a row for every epoch, which was the best, and why it ended
 * @throws RangeError where there is nothing to train or to validate on, or where the first epoch diverges
 * @example const { history, bestEpoch } = await fit(classifier, { recipe: defaultRecipe, seed: 1, train, valid })
 */
export async function fit(classifier: Classifier, options: FitOptions): Promise<FitResult> {
  const { network, contract } = classifier;
  const { recipe, seed, train, valid, resumeFrom, signal, onEvent, saveCheckpoint } = options;
  if (train.length === 0) throw new RangeError('no recording to train on: give at least one the split train');
  if (valid.length === 0)
    throw new RangeError('no recording to validate on: give at least one the split valid');
  assertDecibels(contract.features.compression, recipe.augmentation);

  const optimizer = tf.train.adam(recipe.learningRate);
  try {
    const epochBatches = createBatchLoader(train, contract, recipe, seed);
    let { epoch, step, lossSum, history, best }: Omit<Checkpoint, 'weights' | 'averaged' | 'optimizer'> =
      resumeFrom ?? {
        epoch: 0,
        step: 0,
        lossSum: 0,
        history: [],
        best: { epoch: -1, validRocAuc: -Infinity, weights: [] },
      };
    let averaged = resumeFrom?.averaged ?? copyWeights(network);
    if (resumeFrom) {
      restoreWeights(network, resumeFrom.weights);
      await restoreOptimizer(optimizer, resumeFrom.optimizer);
    }
    const save = async () =>
      saveCheckpoint?.({
        ...{ epoch, step, lossSum, history, best },
        weights: copyWeights(network),
        averaged,
        optimizer: await storeOptimizer(optimizer),
      });

    let ended: FitResult['ended'] = 'epochs';
    while (ended === 'epochs' && epoch < recipe.epochs) {
      const startedAt = performance.now();
      const batches = epochBatches(epoch);
      const { steps } = batches;

      for (; step < steps; step++) {
        if (signal?.aborted) {
          ended = 'signal';
          break;
        }
        optimizer['learningRate'] = cosineDecay(recipe.learningRate, (epoch + step / steps) / recipe.epochs);
        const loss = trainStep(classifier, optimizer, batches.read(step));
        if (!Number.isFinite(loss)) {
          ended = 'diverged';
          break;
        }
        lossSum += loss;
        averaged = average(
          averaged,
          copyWeights(network),
          averagingDecay(recipe.averaging, optimizer.iterations),
        );
        onEvent?.({ kind: 'step', epoch, step, steps, loss });
        // Lets signals, progress and other work of this thread through.
        await new Promise((resolve) => setTimeout(resolve));
      }
      if (ended !== 'epochs') break;

      const trained = copyWeights(network);
      restoreWeights(network, averaged);
      const measured = await validate(classifier, valid);
      restoreWeights(network, trained);
      const learningRate = cosineDecay(recipe.learningRate, (epoch + 1) / recipe.epochs);
      const seconds = (performance.now() - startedAt) / 1000;
      const row = { epoch, trainLoss: lossSum / steps, ...measured, learningRate, seconds };
      const isBest = row.validRocAuc > best.validRocAuc;
      if (isBest) best = { epoch, validRocAuc: row.validRocAuc, weights: averaged };
      history = [...history, row];
      if (epoch - best.epoch >= recipe.patience) ended = 'patience';
      [epoch, step, lossSum] = [epoch + 1, 0, 0];
      onEvent?.({ kind: 'epoch', row, best: isBest });
      await save();
    }

    if (ended === 'signal') await save();
    if (best.epoch >= 0) restoreWeights(network, best.weights);
    if (best.epoch < 0 && ended !== 'signal')
      throw new RangeError(
        `training diverged before its first epoch was done: lower the learning rate (${recipe.learningRate})`,
      );
    return { history, bestEpoch: best.epoch, ended };
  } finally {
    optimizer.dispose();
  }
}

/** One optimizer step on one batch; returns the mean loss of its labelled frames, in nats. */
function trainStep(
  { network, contract }: Classifier,
  optimizer: tf.Optimizer,
  { spans, inputs, targets, mixedIn }: Batch,
): number {
  return tf.tidy(() => {
    const { bands } = contract.features;
    const batch = tf.tensor4d(inputs, [spans, inputs.length / (spans * bands), bands, 1]);
    const loss = optimizer.minimize(
      () => frameCrossEntropy(network.apply(batch, { training: true }) as tf.Tensor, targets, mixedIn),
      true,
    );
    return loss!.dataSync()[0]!;
  });
}

/** Shorter memory at the start, when the weights still move far. */
const averagingDecay = (decay: number, steps: number): number => Math.min(decay, (1 + steps) / (10 + steps));

/** From `start` to a twentieth of it along half a cosine (Loshchilov and Hutter 2017, without restarts); `done` in [0, 1]. */
const cosineDecay = (start: number, done: number): number =>
  start * (0.05 + (0.95 * (1 + Math.cos(Math.PI * Math.min(1, done)))) / 2);

/** Levels are varied by adding decibels. */
function assertDecibels(compression: string, { gainDb, tiltDb, mixProbability }: Augmentation): void {
  if (compression === 'decibel' || (gainDb === 0 && tiltDb === 0 && mixProbability === 0)) return;
  throw new RangeError(
    `the features' compression is '${compression}': expected 'decibel', as the recipe's augmentation counts in decibels; ` +
      'set its gainDb, tiltDb and mixProbability to 0',
  );
}
