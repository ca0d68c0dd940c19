import { z } from 'zod';
import { architectureSchema } from '../architectures/index.ts';
import { defaultVanillaConv } from '../architectures/vanilla-conv.ts';
import { augmentationSchema } from './augmentation.ts';

/** How a network is trained: what the command line or a recipe file may change. Unknown keys are refused. */
export const recipeSchema = z.strictObject({
  architecture: architectureSchema,
  /** Frames of the window that one posterior is computed from. */
  windowFrames: z.int().positive(),
  /** Consecutive frames that one training example answers. */
  spanFrames: z.int().positive(),
  /** Spans a step. */
  batchSize: z.int().positive(),
  epochs: z.int().positive(),
  /** Epochs without a better validation ROC-AUC until training stops. */
  patience: z.int().positive(),
  /** Adam's learning rate at the start; it falls to a twentieth along a half cosine. */
  learningRate: z.number().positive(),
  augmentation: augmentationSchema,
});
export type Recipe = z.infer<typeof recipeSchema>;

export const defaultRecipe: Recipe = {
  architecture: defaultVanillaConv,
  windowFrames: 81,
  spanFrames: 64,
  batchSize: 16,
  epochs: 40,
  patience: 12,
  learningRate: 0.002,
  augmentation: { gainDb: 12, tiltDb: 6, shiftBands: 3, mixProbability: 0.5, snrDb: [0, 30] },
};
