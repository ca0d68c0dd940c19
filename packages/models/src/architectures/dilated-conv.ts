import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { layerSeeds } from './layer-seeds.ts';
import type { NetworkShape } from './shape.ts';

/**
 * Hyperparameters of `dilated-conv`: filters of the three stages of the front, channels and dilations of the layers that look along
 * time (in steps of four frames), and how many frames after the ones that it answers the network waits for.
 */
export const dilatedConvSchema = z.strictObject({
  name: z.literal('dilated-conv'),
  filters: z.tuple([z.int().positive(), z.int().positive(), z.int().positive()]),
  channels: z.int().positive(),
  dilations: z.array(z.int().positive()).min(1).max(8),
  lookahead: z.int().nonnegative(),
});
export type DilatedConv = z.infer<typeof dilatedConvSchema>;

export const defaultDilatedConv: DilatedConv = {
  name: 'dilated-conv',
  filters: [16, 24, 32],
  channels: 64,
  dilations: [1, 2, 4, 8, 16],
  lookahead: 48,
};

/** Kernel and strides `[frames, bands]` of the stages of the front. */
const FRONT = [
  { kernel: [5, 5], strides: [2, 2] },
  { kernel: [3, 3], strides: [2, 2] },
  { kernel: [3, 3], strides: [1, 2] },
] as const;
/** Frames that a window is after the one before, and that it answers: the product of the strides in time. */
export const DILATED_CONV_HOP = 4;
const TAPS = 3;

/**
 * Frames that one answer of `dilated-conv` is computed from.
 *
 * @example dilatedConvWindowFrames(defaultDilatedConv) // 265
 */
export function dilatedConvWindowFrames({ dilations }: Pick<DilatedConv, 'dilations'>): number {
  let frames = 1;
  let hop = 1;
  for (const { kernel, strides } of FRONT) {
    frames += (kernel[0] - 1) * hop;
    hop *= strides[0];
  }
  return dilations.reduce((sum, dilation) => sum + (TAPS - 1) * dilation * hop, frames);
}

/** Bands that the front leaves. Throws where nothing is left. */
function bandsAfterFront(bands: number): number {
  const left = FRONT.reduce(
    (sum, { kernel, strides }) => Math.floor((sum - kernel[1]) / strides[1]) + 1,
    bands,
  );
  if (left >= 1) return left;
  throw new RangeError(`dilated-conv leaves nothing of ${bands} bands: expected 17 or more`);
}

/**
 * The strong supervised network: three strided convolutions make one step of four frames, a layer spans the bands that are left, and
 * residual dilated convolutions (van den Oord et al. 2016; Bai, Kolter and Koltun 2018) look two and a half seconds along time at
 * the cost of a few. Nothing is padded. A step answers each of its four frames with logits of its own, so boundaries stay exact to
 * the frame while the network computes at a quarter of the rate.
 *
 * @param architecture hyperparameters
 * @param shape bands and labels, from the contract; its window must be `dilatedConvWindowFrames(architecture)`
 * @param seed for the initial weights
 * @returns a network from `[batch, frames, bands, 1]` to logits `[batch, frames - windowFrames + 4, labels]`, where frames is
 *   windowFrames and a multiple of 4
 * @throws RangeError where no band is left, or the window is another
 * @example buildDilatedConv(defaultDilatedConv, { windowFrames: 265, bands: 64, labels: 2 }, 1) // one window in: [1, 4, 2]
 */
export function buildDilatedConv(
  architecture: DilatedConv,
  shape: NetworkShape,
  seed: number,
): tf.LayersModel {
  const windowFrames = dilatedConvWindowFrames(architecture);
  if (shape.windowFrames !== windowFrames)
    throw new RangeError(
      `the window has ${shape.windowFrames} frames; dilated-conv with dilations ${architecture.dilations.join(', ')} needs ${windowFrames}: leave windowFrames out`,
    );
  const bandsLeft = bandsAfterFront(shape.bands);
  const nextSeed = layerSeeds(seed);
  const initializer = () => tf.initializers.heNormal({ seed: nextSeed() });
  const apply = (layer: tf.layers.Layer, to: tf.SymbolicTensor | tf.SymbolicTensor[]) =>
    layer.apply(to) as tf.SymbolicTensor;

  const input = tf.input({ shape: [null, shape.bands, 1], name: 'spectrogram' });
  let signal: tf.SymbolicTensor = input;
  FRONT.forEach(({ kernel, strides }, stage) => {
    signal = apply(
      tf.layers.conv2d({
        filters: architecture.filters[stage]!,
        kernelSize: [...kernel],
        strides: [...strides],
        activation: 'relu',
        kernelInitializer: initializer(),
        name: `conv${stage + 1}`,
      }),
      signal,
    );
  });
  signal = apply(
    tf.layers.conv2d({
      filters: architecture.channels,
      kernelSize: [1, bandsLeft],
      activation: 'relu',
      kernelInitializer: initializer(),
      name: 'bands',
    }),
    signal,
  );
  architecture.dilations.forEach((dilation, index) => {
    // What comes `dilation` steps earlier, the step itself, and what comes later. tfjs has no gradient of a dilated convolution;
    // side by side, the three are a plain one.
    const taps = Array.from({ length: TAPS }, (_, tap) =>
      apply(
        tf.layers.cropping2D({
          cropping: [
            [tap * dilation, (TAPS - 1 - tap) * dilation],
            [0, 0],
          ],
          name: `time${index + 1}-tap${tap + 1}`,
        }),
        signal,
      ),
    );
    const changed = apply(
      tf.layers.conv2d({
        filters: architecture.channels,
        kernelSize: [1, 1],
        activation: 'relu',
        // Smaller than He's, so that the sum with what it changes keeps its scale at the start.
        kernelInitializer: tf.initializers.varianceScaling({
          scale: 0.5,
          mode: 'fanIn',
          distribution: 'normal',
          seed: nextSeed(),
        }),
        name: `time${index + 1}`,
      }),
      apply(tf.layers.concatenate({ name: `time${index + 1}-taps` }), taps),
    );
    signal = apply(tf.layers.add({ name: `time${index + 1}-sum` }), [changed, taps[TAPS >> 1]!]);
  });
  signal = apply(
    tf.layers.conv2d({
      filters: DILATED_CONV_HOP * shape.labels,
      kernelSize: [1, 1],
      kernelInitializer: tf.initializers.glorotUniform({ seed: nextSeed() }),
      name: 'logits',
    }),
    signal,
  );
  const logits = apply(tf.layers.reshape({ targetShape: [-1, shape.labels], name: 'frames' }), signal);
  return tf.model({ inputs: input, outputs: logits, name: architecture.name });
}
