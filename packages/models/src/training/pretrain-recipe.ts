import { z } from 'zod';
import { autoencoderSchema, defaultAutoencoder } from '../architectures/autoencoder.ts';
import { defaultLstm, lstmSchema } from '../architectures/lstm.ts';
import { augmentationSchema } from './augmentation.ts';

const { timeMasks, bandMasks, snrDb } = augmentationSchema.shape;

/**
 * What is done to an example before the network hears it; what it has to answer stays clean.
 *
 * - `none`: nothing.
 * - `noise`: another stretch of the unlabelled material is mixed in, as power, at a ratio in dB drawn evenly from `snrDb` (a denoising
 *   autoencoder, Vincent et al. 2008, with the noise of the field in place of white noise).
 * - `mask`: stretches of time and of the spectrum are hidden behind the training mean (as by He et al., "Masked Autoencoders Are
 *   Scalable Vision Learners", 2022).
 */
const corruptionSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('noise'),
    /** How often, in [0, 1]. */
    probability: z.number().min(0).max(1).default(0.8),
    snrDb: snrDb.default([-5, 20]),
  }),
  z.strictObject({
    kind: z.literal('mask'),
    timeMasks: timeMasks.default({ count: 2, widest: 20 }),
    bandMasks: bandMasks.default({ count: 2, widest: 16 }),
  }),
]);
export type Corruption = z.infer<typeof corruptionSchema>;

/** How a network is trained without labels: what the command line or a recipe file may change. Unknown keys are refused. */
export const pretrainRecipeSchema = z.strictObject({
  architecture: z.discriminatedUnion('name', [autoencoderSchema, lstmSchema]),
  /** Frames of the window that an embedding is computed from. */
  windowFrames: z.int().positive().optional(),
  /** Consecutive frames of an example, of those that predict; for `autoencoder` an example is a window. */
  spanFrames: z.int().positive().optional(),
  /** Examples a step. */
  batchSize: z.int().positive(),
  /** Examples an epoch, drawn anew for each, evenly over the material. */
  examplesPerEpoch: z.int().positive(),
  epochs: z.int().positive(),
  /** Epochs without a lower validation loss until training stops. */
  patience: z.int().positive(),
  /** Adam's learning rate at the start; it falls to a twentieth along a half cosine. */
  learningRate: z.number().positive(),
  /** Decay of the running mean of the weights, which is what is validated and kept; 0 keeps the weights as they are. */
  averaging: z.number().min(0).lt(1),
  corruption: corruptionSchema,
  /** How material is varied each time it is seen, for what is heard and what is to be answered alike. */
  augmentation: augmentationSchema.pick({ gainDb: true, tiltDb: true, shiftBands: true }),
});
export type PretrainRecipe = z.infer<typeof pretrainRecipeSchema>;
export type PretrainArchitecture = PretrainRecipe['architecture'];

const shared = {
  batchSize: 32,
  examplesPerEpoch: 4096,
  epochs: 20,
  patience: 5,
  learningRate: 0.005,
  averaging: 0.99,
  corruption: corruptionSchema.parse({ kind: 'noise' }),
  augmentation: { gainDb: 12, tiltDb: 8, shiftBands: 4 },
};

/** How each architecture is pre-trained where nobody says otherwise. */
export const defaultPretrainRecipes: Readonly<Record<PretrainArchitecture['name'], PretrainRecipe>> = {
  autoencoder: { architecture: defaultAutoencoder, windowFrames: 208, ...shared },
  lstm: { architecture: defaultLstm, windowFrames: 81, spanFrames: 128, ...shared },
};
