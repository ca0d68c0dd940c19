import type * as tf from '@tensorflow/tfjs';
import { autoencoderFrames, buildReconstructor } from '../architectures/autoencoder.ts';
import { buildLstmPredictor } from '../architectures/lstm.ts';
import type { PretrainRecipe } from './pretrain-recipe.ts';

/** A network that learns without labels, and what it is to answer. */
export interface PretrainingNetwork {
  /** From `[batch, frames, bands, 1]`, normalized, to as many values. */
  readonly network: tf.LayersModel;
  /** Frames of an example. */
  readonly frames: number;
  /** What the network answers at a frame is the frame this much later. */
  readonly ahead: number;
  /** Mean error of answers; both of one shape. */
  readonly loss: (answers: tf.Tensor, wanted: tf.Tensor) => tf.Scalar;
}

/**
 * Builds what is pre-trained: an autoencoder rebuilds windows, at the least mean squared error; an LSTM predicts frames, at the least
 * mean absolute error. The layers of its encoder have the names that they have in `buildNetwork`.
 *
 * @param shape frames of the window, and bands, from the contract
 * @throws RangeError where architecture and shape do not fit together, or spanFrames is given or missing wrongly
 * @example buildPretrainingNetwork(defaultPretrainRecipes.lstm, { windowFrames: 81, bands: 64 }, 1).frames // 128
 */
export function buildPretrainingNetwork(
  { architecture, spanFrames }: Pick<PretrainRecipe, 'architecture' | 'spanFrames'>,
  shape: { readonly windowFrames: number; readonly bands: number },
  seed: number,
): PretrainingNetwork {
  switch (architecture.name) {
    case 'autoencoder': {
      const frames = autoencoderFrames(architecture, shape.windowFrames);
      if (spanFrames !== undefined)
        throw new RangeError(
          `spanFrames is ${spanFrames}: leave it out, an example of autoencoder is a window (windowFrames)`,
        );
      return {
        network: buildReconstructor(architecture, { ...shape, windowFrames: frames }, seed),
        frames,
        ahead: 0,
        loss: meanSquaredError,
      };
    }
    case 'lstm':
      if (spanFrames === undefined)
        throw new RangeError(
          'spanFrames is missing: say how many frames an example of lstm has, such as 128',
        );
      return {
        network: buildLstmPredictor(architecture, shape, seed),
        frames: spanFrames,
        ahead: architecture.ahead,
        loss: meanAbsoluteError,
      };
  }
}

const meanSquaredError = (answers: tf.Tensor, wanted: tf.Tensor): tf.Scalar =>
  answers.sub(wanted).square().mean();
const meanAbsoluteError = (answers: tf.Tensor, wanted: tf.Tensor): tf.Scalar =>
  answers.sub(wanted).abs().mean();
