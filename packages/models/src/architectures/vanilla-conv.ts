import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { layerSeeds } from './layer-seeds.ts';
import type { NetworkShape } from './shape.ts';

/** Hyperparameters of `vanilla-conv`: filters of each 3×3 stage, then of the two layers that span the bands and the window. */
export const vanillaConvSchema = z.strictObject({
  name: z.literal('vanilla-conv'),
  filters: z.array(z.int().positive()).min(1).max(4),
  squeeze: z.int().positive(),
  units: z.int().positive(),
});
export type VanillaConv = z.infer<typeof vanillaConvSchema>;

export const defaultVanillaConv: VanillaConv = {
  name: 'vanilla-conv',
  filters: [16, 24, 32],
  squeeze: 16,
  units: 32,
};

const KERNEL = 3;
const POOL = 2;

/** Frames and bands that the 3×3 stages leave of a window. Throws where nothing is left. */
function extentAfterStages(
  architecture: VanillaConv,
  { windowFrames, bands }: NetworkShape,
): [number, number] {
  let framesLeft = windowFrames;
  let bandsLeft = bands;
  for (const _ of architecture.filters) {
    framesLeft -= KERNEL - 1;
    bandsLeft = Math.floor((bandsLeft - (KERNEL - 1)) / POOL);
  }
  if (framesLeft < 1 || bandsLeft < 1)
    throw new RangeError(
      `vanilla-conv with ${architecture.filters.length} stages leaves nothing of ${windowFrames} frames × ${bands} bands: use fewer stages, or more frames and bands`,
    );
  return [framesLeft, bandsLeft];
}

/**
 * The plain convolutional network: 3×3 convolutions, each followed by max-pooling over frequency; then one layer that spans the
 * bands that are left, one that spans the window, and logits.
 *
 * Nothing is padded and time is never pooled, so the dense layers of the textbook network are convolutions here (Long, Shelhamer
 * and Darrell 2015): a window gives one logit vector, and a whole spectrogram gives one for each of its windows in one pass, to
 * the same numbers.
 *
 * @param architecture hyperparameters
 * @param shape window, bands and labels, from the contract
 * @param seed for the initial weights
 * @returns a network from `[batch, frames, bands, 1]` to logits `[batch, frames - windowFrames + 1, labels]`
 * @throws RangeError where the stages leave no frame or band
 * @example buildVanillaConv(defaultVanillaConv, { windowFrames: 65, bands: 64, labels: 2 }, 1) // one window in: [1, 1, 2]
 */
export function buildVanillaConv(
  architecture: VanillaConv,
  shape: NetworkShape,
  seed: number,
): tf.LayersModel {
  const [framesLeft, bandsLeft] = extentAfterStages(architecture, shape);
  const nextSeed = layerSeeds(seed);
  const convolution = (
    filters: number,
    kernelSize: [number, number],
    activation: 'relu' | 'linear',
    name: string,
  ) =>
    tf.layers.conv2d({
      filters,
      kernelSize,
      activation,
      name,
      kernelInitializer:
        activation === 'relu'
          ? tf.initializers.heNormal({ seed: nextSeed() })
          : tf.initializers.glorotUniform({ seed: nextSeed() }),
    });

  const input = tf.input({ shape: [null, shape.bands, 1], name: 'spectrogram' });
  let signal: tf.SymbolicTensor = input;
  architecture.filters.forEach((filters, stage) => {
    signal = convolution(filters, [KERNEL, KERNEL], 'relu', `conv${stage + 1}`).apply(
      signal,
    ) as tf.SymbolicTensor;
    signal = tf.layers
      .maxPooling2d({ poolSize: [1, POOL], strides: [1, POOL], name: `pool${stage + 1}` })
      .apply(signal) as tf.SymbolicTensor;
  });
  signal = convolution(architecture.squeeze, [1, bandsLeft], 'relu', 'bands').apply(
    signal,
  ) as tf.SymbolicTensor;
  signal = convolution(architecture.units, [framesLeft, 1], 'relu', 'window').apply(
    signal,
  ) as tf.SymbolicTensor;
  signal = convolution(shape.labels, [1, 1], 'linear', 'logits').apply(signal) as tf.SymbolicTensor;
  const logits = tf.layers
    .reshape({ targetShape: [-1, shape.labels], name: 'frames' })
    .apply(signal) as tf.SymbolicTensor;
  return tf.model({ inputs: input, outputs: logits, name: architecture.name });
}
