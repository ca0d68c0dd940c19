import * as tf from '@tensorflow/tfjs';
import type { Classifier } from '../artifact.ts';
import type { ModelContract } from '../contract.ts';
import { assertDecibels } from './augmentation.ts';
import type { Batch } from './batch.ts';
import { createBatchLoader } from './batch-loader.ts';
import { readCheckpoint, type Checkpoint } from './checkpoint.ts';
import { finiteRecordings } from './finite-source.ts';
import { frameCrossEntropy } from './loss.ts';
import { optimize, type OptimizeOptions, type OptimizeResult, type TrainingEvent } from './optimize.ts';
import type { Recipe } from './recipe.ts';
import type { LabelledFrames } from './spans.ts';
import { epochRowSchema, validate, type EpochRow } from './validate.ts';

/** What `fit` tells while it works. */
export type FitEvent = TrainingEvent<EpochRow>;

export interface FitOptions extends OptimizeOptions<EpochRow> {
  readonly recipe: Recipe;
  readonly seed: number;
  readonly train: readonly LabelledFrames[];
  readonly valid: readonly LabelledFrames[];
}

export type FitResult = OptimizeResult<EpochRow>;

/** Reads a checkpoint of `fit` back, see `readCheckpoint`. */
export const deserializeCheckpoint = (bytes: Uint8Array, key: string): Checkpoint<EpochRow> =>
  readCheckpoint(bytes, key, epochRowSchema);

/**
 * Trains a classifier's network in place and leaves it with the weights of its best epoch, see `optimize`.
 *
 * Each epoch draws spans, learns them batch by batch, and validates on whole recordings; the best has the highest validation ROC-AUC.
 *
 * @param classifier the network to train, and the contract with normalization and labels
 * @returns a row for every epoch, which was the best, and why it ended
 * @throws RangeError where there is nothing to train on or fewer than two labels to validate on, or where a value is not finite, naming
 *   recording and frame; DivergenceError where the first epoch diverges
 * @example const { history, bestEpoch } = await fit(classifier, { recipe: defaultRecipe, seed: 1, train, valid })
 */
export async function fit(classifier: Classifier, options: FitOptions): Promise<FitResult> {
  const { network, contract } = classifier;
  const { recipe, seed } = options;
  const train = finiteRecordings(options.train);
  const { valid } = options;
  if (train.length === 0) throw new RangeError('no recording to train on: give at least one the split train');
  if (valid.length === 0)
    throw new RangeError('no recording to validate on: give at least one the split valid');
  assertTwoLabels(valid, contract);
  assertDecibels(contract.features.compression, recipe.augmentation);

  const epochBatches = createBatchLoader(train, contract, recipe, seed);
  const batches = (epoch: number) => {
    const { steps, read } = epochBatches(epoch);
    return { steps, loss: (step: number) => lossOf(classifier, read(step)) };
  };
  const lesson = {
    network,
    batches,
    validate: () => validate(classifier, valid),
    score: ({ validRocAuc }: { validRocAuc: number }) => validRocAuc,
  };
  return optimize(lesson, recipe, options);
}

/** Mean loss of a batch's labelled frames, in nats. */
function lossOf({ network, contract }: Classifier, { spans, inputs, targets, mixedIn }: Batch): tf.Scalar {
  const { bands } = contract.features;
  const batch = tf.tensor4d(inputs, [spans, inputs.length / (spans * bands), bands, 1]);
  return frameCrossEntropy(network.apply(batch, { training: true }) as tf.Tensor, targets, mixedIn);
}

/** Epochs are told apart by how well they tell labels apart. */
function assertTwoLabels(valid: readonly LabelledFrames[], { labels }: Pick<ModelContract, 'labels'>): void {
  const isThere = labels.map((_, label) => valid.some(({ targets }) => targets.includes(label)));
  if (isThere.filter(Boolean).length >= 2) return;
  const missing = labels.filter((_, label) => !isThere[label]);
  throw new RangeError(
    `no validation frame is labelled ${missing.join(' or ')}: expected frames of at least two labels, as the best epoch is chosen by ROC-AUC; label some, or give other recordings the split valid`,
  );
}
