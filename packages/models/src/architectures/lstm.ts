import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { lstm } from '../layers/lstm.ts';
import { layerSeeds } from './layer-seeds.ts';
import type { NetworkShape } from './shape.ts';
import { through } from './through.ts';

/**
 * Hyperparameters of `lstm`: units of each layer, frames that pre-training predicts ahead, frames after the one that it answers that
 * the network waits for, and what the answer is read from: the last layer's hidden values, its cells, or both.
 */
export const lstmSchema = z.strictObject({
  name: z.literal('lstm'),
  units: z.array(z.int().positive()).min(1).max(3),
  ahead: z.int().positive(),
  lookahead: z.int().nonnegative(),
  readout: z.enum(['hidden', 'cell', 'both']),
});
export type LstmNetwork = z.infer<typeof lstmSchema>;

export const defaultLstm: LstmNetwork = {
  name: 'lstm',
  units: [96],
  ahead: 5,
  lookahead: 12,
  readout: 'hidden',
};

/** From `[batch, frames, bands, 1]` to what the last layer gives for every frame, `[batch, frames, units]`. */
function recur(
  { units }: LstmNetwork,
  output: LstmNetwork['readout'],
  input: tf.SymbolicTensor,
  bands: number,
  nextSeed: () => number,
): tf.SymbolicTensor {
  const initializer = () => tf.initializers.glorotUniform({ seed: nextSeed() });
  const layers = [
    tf.layers.reshape({ targetShape: [-1, bands], name: 'values' }),
    ...units.map((count, index) =>
      lstm({
        units: count,
        output: index === units.length - 1 ? output : 'hidden',
        kernelInitializer: initializer(),
        recurrentInitializer: initializer(),
        name: `lstm${index + 1}`,
      }),
    ),
  ];
  return through(layers, input);
}

/** Drops the answers to what is no whole window: the network is still warming up, or has not seen the frames to come. */
export const WINDOWS_LAYER = 'windows';

/**
 * The recurrent network: LSTM layers that read one frame after the other, and logits from the last one's state. It answers a frame
 * `lookahead` frames later; before its first answer it has heard a whole window.
 *
 * @param architecture hyperparameters
 * @param shape window, bands and labels, from the contract
 * @param seed for the initial weights
 * @returns a network from `[batch, frames, bands, 1]` to logits `[batch, frames - windowFrames + 1, labels]`
 * @example buildLstm(defaultLstm, { windowFrames: 81, bands: 64, labels: 2 }, 1) // one window in: [1, 1, 2]
 */
export function buildLstm(architecture: LstmNetwork, shape: NetworkShape, seed: number): tf.LayersModel {
  const { windowFrames, bands, labels } = shape;
  const nextSeed = layerSeeds(seed);
  const input = tf.input({ shape: [null, bands, 1], name: 'spectrogram' });
  const states = recur(architecture, architecture.readout, input, bands, nextSeed);
  const logits = through(
    [
      tf.layers.reshape({ targetShape: [-1, 1, states.shape[2]!], name: 'states' }),
      tf.layers.cropping2D({
        cropping: [
          [windowFrames - 1, 0],
          [0, 0],
        ],
        name: WINDOWS_LAYER,
      }),
      // Unknown again: tfjs counts an unknown length less what is cropped as a negative one.
      tf.layers.reshape({ targetShape: [-1, 1, states.shape[2]!], name: 'embedding' }),
      tf.layers.conv2d({
        filters: labels,
        kernelSize: 1,
        kernelInitializer: tf.initializers.glorotUniform({ seed: nextSeed() }),
        name: 'logits',
      }),
      tf.layers.reshape({ targetShape: [-1, labels], name: 'frames' }),
    ],
    states,
  );
  return tf.model({ inputs: input, outputs: logits, name: architecture.name });
}

/**
 * The network that is pre-trained: the LSTM layers of `buildLstm` under the same names, and a linear layer that says after every frame
 * what the spectrogram will be `ahead` frames later (autoregressive predictive coding: Chung, Hsu, Tang and Glass 2019, whose loss is
 * the mean absolute error).
 *
 * @param architecture hyperparameters
 * @param shape bands, from the contract
 * @param seed for the initial weights
 * @returns a network from `[batch, frames, bands, 1]` to predictions `[batch, frames, bands]`; that at frame t is for frame t + ahead
 * @example buildLstmPredictor(defaultLstm, { bands: 64 }, 1) // 100 frames in: [1, 100, 64]
 */
export function buildLstmPredictor(
  architecture: LstmNetwork,
  { bands }: Pick<NetworkShape, 'bands'>,
  seed: number,
): tf.LayersModel {
  const nextSeed = layerSeeds(seed);
  const input = tf.input({ shape: [null, bands, 1], name: 'spectrogram' });
  const hidden = recur(architecture, 'hidden', input, bands, nextSeed);
  const prediction = tf.layers.dense({
    units: bands,
    kernelInitializer: tf.initializers.glorotUniform({ seed: nextSeed() }),
    name: 'prediction',
  });
  return tf.model({
    inputs: input,
    outputs: through([prediction], hidden),
    name: `${architecture.name}-pretraining`,
  });
}
