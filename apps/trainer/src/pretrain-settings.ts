import { pretrainRecipeSchema } from '@earmark/models';
import { z } from 'zod';
import { corpusChoiceSchema } from './corpus-options.ts';

/** What made a run of `pretrain`; all that `--resume` needs to go on. */
export const pretrainSettingsSchema = z.strictObject({
  createdAt: z.string(),
  command: z.string(),
  /** Absolute paths of manifests or folders. */
  data: z.array(z.string()).min(1),
  corpus: corpusChoiceSchema,
  seed: z.int(),
  recipe: pretrainRecipeSchema,
});
export type PretrainSettings = z.infer<typeof pretrainSettingsSchema>;
