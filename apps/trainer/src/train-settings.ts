import { recipeSchema } from '@earmark/models';
import { z } from 'zod';
import { corpusChoiceSchema } from './corpus-options.ts';

/** What made a run of `train`; all that `--resume` needs to go on. */
export const trainSettingsSchema = z.strictObject({
  createdAt: z.string(),
  command: z.string(),
  /** Absolute paths of manifests or folders. */
  data: z.array(z.string()).min(1),
  corpus: corpusChoiceSchema.default({}),
  background: z.string().nullable(),
  /** All labels, each once: where they overlap, the first wins. */
  priority: z.array(z.string()).optional(),
  /** Frames this near to a boundary are neither learned nor measured. */
  collarSeconds: z.number().nonnegative().default(0),
  seed: z.int(),
  /** The network that it starts from; without one all weights are drawn. */
  from: z
    .strictObject({
      /** Absolute path of its folder. */
      model: z.string(),
      /** SHA-256 of its weights. */
      weightsHash: z.string(),
    })
    .optional(),
  /** How all weights are trained; without one only a readout is, which needs no recipe. */
  recipe: recipeSchema.optional(),
});
export type TrainSettings = z.infer<typeof trainSettingsSchema>;
