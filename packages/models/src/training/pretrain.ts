import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { buildNetwork } from '../architectures/index.ts';
import { transferWeights } from '../architectures/transfer-weights.ts';
import { windowSpecOf } from '../architectures/window.ts';
import { embeddingNetwork, type Encoder } from '../artifact.ts';
import type { EncoderContract } from '../contract.ts';
import { assertDecibels } from './augmentation.ts';
import { epochCostsSchema, readCheckpoint, type Checkpoint } from './checkpoint.ts';
import { finiteRecordings } from './finite-source.ts';
import { optimize, type OptimizeOptions, type OptimizeResult, type TrainingEvent } from './optimize.ts';
import { createExamples, type Examples, type UnlabelledFrames } from './pretrain-examples.ts';
import type { PretrainRecipe } from './pretrain-recipe.ts';
import { buildPretrainingNetwork } from './pretraining-network.ts';

const pretrainRowSchema = z.strictObject({
  ...epochCostsSchema.shape,
  /** Mean error over examples of the validation recordings, the same in every epoch, corrupted as those that are trained on. */
  validLoss: z.number(),
});
/** What pre-training tells of an epoch. Losses are in units of a band's standard deviation: squared for `autoencoder`. */
export type PretrainRow = z.infer<typeof pretrainRowSchema>;

/** What `pretrain` tells while it works. */
export type PretrainEvent = TrainingEvent<PretrainRow>;

/** Examples with what the network makes of them, normalized, row-major `[count][frames][bands]`. */
export interface AnsweredExamples extends Examples {
  readonly frames: number;
  readonly answers: Float32Array;
}

export interface PretrainOptions extends OptimizeOptions<PretrainRow> {
  readonly recipe: PretrainRecipe;
  readonly seed: number;
  readonly train: readonly UnlabelledFrames[];
  readonly valid: readonly UnlabelledFrames[];
  /** Called after every epoch with a few validation examples, always the same, and before the checkpoint is saved. */
  readonly showExamples?: ((epoch: number, examples: AnsweredExamples) => Promise<void>) | undefined;
}

export interface PretrainResult extends OptimizeResult<PretrainRow> {
  /** What was learned, of the best epoch, without what was needed to learn it only. */
  readonly encoder: Encoder;
  /** Validation loss of a network that always answers the training mean. */
  readonly floorLoss: number;
}

/** Examples that an epoch is validated on, in so many batches. */
const VALID_BATCHES = 8;
const VALID_BATCH = 32;
const SHOWN_EXAMPLES = 4;

/** Reads a checkpoint of `pretrain` back, see `readCheckpoint`. */
export const deserializePretraining = (bytes: Uint8Array, key: string): Checkpoint<PretrainRow> =>
  readCheckpoint(bytes, key, pretrainRowSchema);

/**
 * Trains an encoder without labels, see `optimize`: an autoencoder to rebuild windows, an LSTM to predict frames to come, both from
 * what the recipe's corruption leaves of them. The best epoch has the lowest validation loss.
 *
 * @param input what the encoder reads, and how it came about; the recipe adds architecture and windows
 * @returns the encoder, a row for every epoch, which was the best, and why it ended
 * @throws RangeError where there is nothing to train or to validate on, where a value is not finite, naming recording and frame, or where
 *   recipe and features do not fit together; DivergenceError where the first epoch diverges
 * @example const { encoder } = await pretrain(input, { recipe: defaultPretrainRecipes.lstm, seed: 1, train, valid })
 */
export async function pretrain(
  input: Pick<EncoderContract, 'features' | 'normalization' | 'provenance'>,
  options: PretrainOptions,
): Promise<PretrainResult> {
  const { recipe, seed, showExamples } = options;
  const { architecture, augmentation, corruption } = recipe;
  const mixProbability = corruption.kind === 'noise' ? corruption.probability : 0;
  assertDecibels(input.features.compression, { ...augmentation, mixProbability });
  const windows = windowSpecOf(architecture, recipe.windowFrames);
  const contract: EncoderContract = { version: 1, ...input, windows, architecture };

  const learner = buildPretrainingNetwork(
    recipe,
    { windowFrames: windows.frames, bands: input.features.bands },
    seed,
  );
  const { network, frames } = learner;
  try {
    const drawTrain = createExamples(atLeastOne(options.train, 'train'), input, learner, recipe);
    const asRecorded = { corruption, augmentation: { gainDb: 0, tiltDb: 0, shiftBands: 0 } };
    const drawValid = createExamples(atLeastOne(options.valid, 'validate'), input, learner, asRecorded);
    const answer = ({ count, heard }: Examples, training: boolean) =>
      network.apply(tf.tensor4d(heard, [count, frames, input.features.bands, 1]), { training }) as tf.Tensor;
    const lossOf = (examples: Examples) =>
      learner.loss(answer(examples, true).flatten(), tf.tensor1d(examples.wanted));
    const meanValidLoss = (loss: (examples: Examples) => tf.Scalar) => {
      let sum = 0;
      for (let batch = 0; batch < VALID_BATCHES; batch++)
        sum += tf.tidy(() => loss(drawValid(VALID_BATCH, seed, batch)).dataSync()[0]!);
      return sum / VALID_BATCHES;
    };

    const result = await optimize(
      {
        network,
        batches: (epoch) => ({
          steps: Math.ceil(recipe.examplesPerEpoch / recipe.batchSize),
          loss: (step) => lossOf(drawTrain(recipe.batchSize, seed, epoch, step)),
        }),
        async validate(epoch) {
          const validLoss = meanValidLoss(lossOf);
          if (!Number.isFinite(validLoss)) return { validLoss };
          const shown = drawValid(SHOWN_EXAMPLES, seed, 0);
          const answers = tf.tidy(() => answer(shown, false).dataSync<'float32'>());
          await showExamples?.(epoch, { ...shown, frames, answers });
          return { validLoss };
        },
        score: ({ validLoss }) => -validLoss,
      },
      recipe,
      options,
    );
    const floorLoss = meanValidLoss(({ wanted }) =>
      learner.loss(tf.zeros([wanted.length]), tf.tensor1d(wanted)),
    );
    return { ...result, floorLoss, encoder: { contract, network: encoderNetwork(contract, network) } };
  } finally {
    network.dispose();
  }
}

/** What is left where a recording without a frame is none. */
function atLeastOne(recordings: readonly UnlabelledFrames[], purpose: string): UnlabelledFrames[] {
  const left = finiteRecordings(recordings).filter(({ source }) => source.frames > 0);
  if (left.length > 0) return left;
  throw new RangeError(`no recording to ${purpose} on: give at least one that is as long as a frame`);
}

/** The part of a pre-trained network that has weights in the classifier of the same architecture. */
function encoderNetwork(
  { architecture, windows, features }: EncoderContract,
  pretrained: tf.LayersModel,
): tf.LayersModel {
  const shape = { windowFrames: windows.frames, bands: features.bands, labels: 1 };
  const classifier = buildNetwork(architecture, shape, 0);
  transferWeights(pretrained, classifier);
  const encoder = embeddingNetwork(classifier);
  classifier.getLayer('logits').dispose();
  return encoder;
}
