import * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { withContext } from './context.ts';
import { layerSeeds } from './layer-seeds.ts';
import type { NetworkShape } from './shape.ts';
import { through } from './through.ts';

/**
 * Hyperparameters of `autoencoder`: filters of each 3×3 stage of the encoder, of the layer that spans the bands, the length of the
 * bottleneck, over how many windows the readout hears how the bottleneck goes on, and channels that each stage of the decoder reads.
 * The decoder exists during pre-training only.
 */
export const autoencoderSchema = z.strictObject({
  name: z.literal('autoencoder'),
  filters: z.array(z.int().positive()).min(1).max(4),
  squeeze: z.int().positive(),
  bottleneck: z.int().positive(),
  /** A power of two; 1 is the bottleneck alone. See `withContext`. */
  context: z.int().positive(),
  decoderFilters: z.array(z.int().positive()).min(1).max(4),
});
export type Autoencoder = z.infer<typeof autoencoderSchema>;

export const defaultAutoencoder: Autoencoder = {
  name: 'autoencoder',
  filters: [16, 24, 32],
  squeeze: 16,
  bottleneck: 48,
  context: 128,
  decoderFilters: [32, 16, 8],
};

const KERNEL = 3;
/** Of the encoder, over the bands. */
const STRIDE = 2;
/** Of the decoder: a multiple of its stride, so that every value is made of equally many (Odena, Dumoulin and Olah 2016). */
const DECODER_KERNEL = 4;
const DECODER_STRIDE = 2;

type WindowShape = Pick<NetworkShape, 'windowFrames' | 'bands'>;

/** Frames and bands that the encoder's stages leave of a window. Throws where nothing is left. */
function extentAfterStages({ filters }: Autoencoder, { windowFrames, bands }: WindowShape): [number, number] {
  let framesLeft = windowFrames;
  let bandsLeft = bands;
  for (const _ of filters) {
    framesLeft -= KERNEL - 1;
    bandsLeft = Math.floor((bandsLeft - KERNEL) / STRIDE) + 1;
  }
  if (framesLeft < 1 || bandsLeft < 1)
    throw new RangeError(
      `autoencoder with ${filters.length} stages leaves nothing of ${windowFrames} frames × ${bands} bands: use fewer stages, or more frames and bands`,
    );
  return [framesLeft, bandsLeft];
}

/** Gives every layer that is asked for its own seed, in order. */
const initializersFrom = (seed: number) => {
  const nextSeed = layerSeeds(seed);
  return {
    relu: () => tf.initializers.heNormal({ seed: nextSeed() }),
    linear: () => tf.initializers.glorotUniform({ seed: nextSeed() }),
  };
};
type Initializers = ReturnType<typeof initializersFrom>;

/**
 * Frames that one bottleneck is computed from: those of a window, less those that only its context needs.
 *
 * @throws RangeError where the window has no frame left
 * @example autoencoderFrames(defaultAutoencoder, 208) // 81
 */
export function autoencoderFrames({ context }: Pick<Autoencoder, 'context'>, windowFrames: number): number {
  const frames = windowFrames - context + 1;
  if (frames >= 1) return frames;
  throw new RangeError(
    `windowFrames is ${windowFrames}; expected more than the context of ${context} frames`,
  );
}

/** From `[batch, frames, bands, 1]` to the bottleneck of every window, `[batch, frames - windowFrames + 1, 1, bottleneck]`. */
function encode(
  architecture: Autoencoder,
  shape: WindowShape,
  initializers: Initializers,
  input: tf.SymbolicTensor,
): tf.SymbolicTensor {
  const [framesLeft, bandsLeft] = extentAfterStages(architecture, shape);
  const layers = [
    ...architecture.filters.map((filters, stage) =>
      tf.layers.conv2d({
        filters,
        kernelSize: KERNEL,
        strides: [1, STRIDE],
        activation: 'relu',
        kernelInitializer: initializers.relu(),
        name: `conv${stage + 1}`,
      }),
    ),
    tf.layers.conv2d({
      filters: architecture.squeeze,
      kernelSize: [1, bandsLeft],
      activation: 'relu',
      kernelInitializer: initializers.relu(),
      name: 'bands',
    }),
    tf.layers.conv2d({
      filters: architecture.bottleneck,
      kernelSize: [framesLeft, 1],
      kernelInitializer: initializers.linear(),
      name: 'bottleneck',
    }),
  ];
  return through(layers, input);
}

/**
 * The encoder with a readout: 3×3 convolutions, each over every other band; a layer that spans the bands that are left, one that
 * spans what is left of time (the bottleneck), how the bottleneck goes on around it (`withContext`), and logits.
 *
 * Nothing is padded and time is never pooled, so that a whole spectrogram is answered in one pass, as by `vanilla-conv`. There is no
 * decoder in it: see `buildReconstructor`.
 *
 * @param architecture hyperparameters
 * @param shape window, bands and labels, from the contract
 * @param seed for the initial weights
 * @returns a network from `[batch, frames, bands, 1]` to logits `[batch, frames - windowFrames + 1, labels]`
 * @throws RangeError where the stages leave no frame or band
 * @example buildAutoencoder(defaultAutoencoder, { windowFrames: 208, bands: 64, labels: 2 }, 1) // one window in: [1, 1, 2]
 */
export function buildAutoencoder(
  architecture: Autoencoder,
  shape: NetworkShape,
  seed: number,
): tf.LayersModel {
  const initializers = initializersFrom(seed);
  const input = tf.input({ shape: [null, shape.bands, 1], name: 'spectrogram' });
  const logits = through(
    [
      tf.layers.conv2d({
        filters: shape.labels,
        kernelSize: 1,
        kernelInitializer: initializers.linear(),
        name: 'logits',
      }),
      tf.layers.reshape({ targetShape: [-1, shape.labels], name: 'frames' }),
    ],
    withContext(
      encode(
        architecture,
        { ...shape, windowFrames: autoencoderFrames(architecture, shape.windowFrames) },
        initializers,
        input,
      ),
      architecture.context,
    ),
  );
  return tf.model({ inputs: input, outputs: logits, name: architecture.name });
}

/**
 * The network that is pre-trained: the encoder of `buildAutoencoder`, its layers under the same names, and a decoder that rebuilds the
 * window from the bottleneck alone by transposed convolutions (Hinton and Salakhutdinov 2006; Masci et al. 2011). Each of its stages
 * doubles frames and bands; what is then too much is cropped off.
 *
 * @param architecture hyperparameters
 * @param shape frames of one bottleneck (`autoencoderFrames`) and bands
 * @param seed for the initial weights
 * @returns a network from windows `[batch, windowFrames, bands, 1]` to windows of the same shape
 * @throws RangeError where the encoder's stages leave no frame or band
 * @example buildReconstructor(defaultAutoencoder, { windowFrames: 81, bands: 64 }, 1) // one window in: [1, 81, 64, 1]
 */
export function buildReconstructor(
  architecture: Autoencoder,
  shape: WindowShape,
  seed: number,
): tf.LayersModel {
  const { bottleneck, decoderFilters } = architecture;
  const { windowFrames, bands } = shape;
  const initializers = initializersFrom(seed);
  const input = tf.input({ shape: [windowFrames, bands, 1], name: 'spectrogram' });
  const growth = DECODER_STRIDE ** decoderFilters.length;
  const start = [Math.ceil(windowFrames / growth), Math.ceil(bands / growth), decoderFilters[0]!] as const;
  const rebuilt = through(
    [
      tf.layers.reshape({ targetShape: [bottleneck], name: 'code' }),
      tf.layers.dense({
        units: start[0] * start[1] * start[2],
        activation: 'relu',
        kernelInitializer: initializers.relu(),
        name: 'decode0',
      }),
      tf.layers.reshape({ targetShape: [...start], name: 'unfold' }),
      ...decoderFilters.map((_, stage) => {
        const isLast = stage === decoderFilters.length - 1;
        return tf.layers.conv2dTranspose({
          filters: isLast ? 1 : decoderFilters[stage + 1]!,
          kernelSize: DECODER_KERNEL,
          strides: DECODER_STRIDE,
          padding: 'same',
          activation: isLast ? 'linear' : 'relu',
          kernelInitializer: isLast ? initializers.linear() : initializers.relu(),
          name: `decode${stage + 1}`,
        });
      }),
      tf.layers.cropping2D({
        cropping: [
          [0, start[0] * growth - windowFrames],
          [0, start[1] * growth - bands],
        ],
        name: 'rebuilt',
      }),
    ],
    encode(architecture, shape, initializers, input),
  );
  return tf.model({ inputs: input, outputs: rebuilt, name: `${architecture.name}-pretraining` });
}
