import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import { autoencoderSchema, buildAutoencoder } from './autoencoder.ts';
import { buildDilatedConv, dilatedConvSchema } from './dilated-conv.ts';
import { buildLstm, lstmSchema } from './lstm.ts';
import type { NetworkShape } from './shape.ts';
import { buildVanillaConv, vanillaConvSchema } from './vanilla-conv.ts';

/** The architectures that a contract can name, each with its hyperparameters. */
export const architectureSchema = z.discriminatedUnion('name', [
  vanillaConvSchema,
  dilatedConvSchema,
  autoencoderSchema,
  lstmSchema,
]);
export type Architecture = z.infer<typeof architectureSchema>;
export type ArchitectureName = Architecture['name'];

/**
 * Builds the untrained network of an architecture.
 *
 * @returns a network from `[batch, frames, bands, 1]` to logits `[batch, frames - windowFrames + hop, labels]`, where the hop is that
 *   of `windowSpecOf`. Its last trained layer is called `logits`; what that layer reads is the network's embedding of a window.
 * @throws RangeError where architecture and shape do not fit together
 */
export function buildNetwork(architecture: Architecture, shape: NetworkShape, seed: number): tf.LayersModel {
  switch (architecture.name) {
    case 'vanilla-conv':
      return buildVanillaConv(architecture, shape, seed);
    case 'dilated-conv':
      return buildDilatedConv(architecture, shape, seed);
    case 'autoencoder':
      return buildAutoencoder(architecture, shape, seed);
    case 'lstm':
      return buildLstm(architecture, shape, seed);
  }
}
