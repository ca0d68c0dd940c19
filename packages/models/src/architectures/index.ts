import type * as tf from '@tensorflow/tfjs';
import { z } from 'zod';
import type { NetworkShape } from './shape.ts';
import { buildVanillaConv, vanillaConvSchema } from './vanilla-conv.ts';

/** The architectures that a contract can name, each with its hyperparameters. */
export const architectureSchema = z.discriminatedUnion('name', [vanillaConvSchema]);
export type Architecture = z.infer<typeof architectureSchema>;

/**
 * Builds the untrained network of an architecture.
 *
 * @returns a network from `[batch, frames, bands, 1]` to logits `[batch, frames - windowFrames + 1, labels]`
 * @throws RangeError where architecture and shape do not fit together
 */
export function buildNetwork(architecture: Architecture, shape: NetworkShape, seed: number): tf.LayersModel {
  switch (architecture.name) {
    case 'vanilla-conv':
      return buildVanillaConv(architecture, shape, seed);
  }
}
