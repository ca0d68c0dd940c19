import { z } from 'zod';
import { defaultAutoencoder } from '../architectures/autoencoder.ts';
import { defaultDilatedConv } from '../architectures/dilated-conv.ts';
import { architectureSchema, type ArchitectureName } from '../architectures/index.ts';
import { defaultLstm } from '../architectures/lstm.ts';
import { defaultVanillaConv } from '../architectures/vanilla-conv.ts';
import { augmentationSchema, type Augmentation } from './augmentation.ts';

/** How a network is trained: what the command line or a recipe file may change. Unknown keys are refused. */
export const recipeSchema = z.strictObject({
  architecture: architectureSchema,
  /** Frames of the window that a posterior is computed from, where the architecture does not decide it. */
  windowFrames: z.int().positive().optional(),
  /** Consecutive frames that one training example answers. */
  spanFrames: z.int().positive(),
  /** Spans a step. */
  batchSize: z.int().positive(),
  epochs: z.int().positive(),
  /** Epochs without a better validation ROC-AUC until training stops. */
  patience: z.int().positive(),
  /** Adam's learning rate at the start; it falls to a twentieth along a half cosine. */
  learningRate: z.number().positive(),
  /** Decay of the running mean of the weights, which is what is validated and kept; 0 keeps the weights as they are. */
  averaging: z.number().min(0).lt(1),
  augmentation: augmentationSchema,
  /** Whether an epoch shows what there is (`none`, the default), or spans of every label equally often (`labels`). */
  balance: z.enum(['none', 'labels']).optional(),
});
export type Recipe = z.infer<typeof recipeSchema>;

const augmentation: Augmentation = {
  gainDb: 12,
  tiltDb: 8,
  shiftBands: 4,
  mixProbability: 0.7,
  snrDb: [0, 30],
};

const shared = {
  spanFrames: 128,
  batchSize: 4,
  epochs: 16,
  patience: 10,
  learningRate: 0.002,
  averaging: 0.99,
  augmentation,
};

/** How each architecture is trained where nobody says otherwise. */
export const defaultRecipes = {
  'vanilla-conv': { architecture: defaultVanillaConv, windowFrames: 81, ...shared },
  'dilated-conv': { architecture: defaultDilatedConv, ...shared, spanFrames: 256 },
  autoencoder: { architecture: defaultAutoencoder, windowFrames: 208, ...shared },
  lstm: { architecture: defaultLstm, windowFrames: 81, ...shared, batchSize: 8 },
} as const satisfies Readonly<Record<ArchitectureName, Recipe>>;

export const defaultRecipe: Recipe = defaultRecipes['vanilla-conv'];
