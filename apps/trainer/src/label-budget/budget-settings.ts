import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '@earmark/dataset/node';
import { recipeSchema } from '@earmark/models';
import { z } from 'zod';
import { corpusChoiceSchema } from '../corpus-options.ts';
import { differingFields } from '../differing-fields.ts';

/** What a contender is made of. */
export const contenderOriginSchema = z.strictObject({
  /** SHA-256 of the weights that it begins with; those of a network from scratch are drawn. */
  weightsHash: z.string().optional(),
  /** How all its weights are trained; of a readout none are. */
  recipe: recipeSchema.optional(),
});
export type ContenderOrigin = z.infer<typeof contenderOriginSchema>;

/** What the results of a label budget depend on, beside the budgets and the seeds, which each result names. */
export const budgetSettingsSchema = z.strictObject({
  /** Absolute paths of manifests or folders. */
  data: z.array(z.string()).min(1),
  corpus: corpusChoiceSchema,
  background: z.string().nullable(),
  /** SHA-256 of what was found there: the sound, labels and split of every recording. */
  recordingsHash: z.string(),
  featuresHash: z.string(),
  /** Optimizer steps of a network that trains all its weights. */
  steps: z.int().positive(),
  stretchSeconds: z.number(),
  backend: z.string(),
  versions: z.record(z.string(), z.string()),
  /** By name. */
  contenders: z.record(z.string(), contenderOriginSchema),
});
export type BudgetSettings = z.infer<typeof budgetSettingsSchema>;

/**
 * Writes into a folder what its results are of, before there is one. A folder that has it already is taken up where nothing differs;
 * contenders may come in addition.
 *
 * @returns the settings with all contenders that the folder knows
 * @throws Error naming every field that differs, or a folder that has results and doesn't say of what; nothing is written then
 * @example await takeUpBudget('runs/label-budget', settings)
 */
export async function takeUpBudget(folder: string, wanted: BudgetSettings): Promise<BudgetSettings> {
  const path = join(folder, 'run.json');
  const before = await readSettings(path);
  if (!before && (await stat(join(folder, 'results.jsonl')).catch(() => undefined)))
    throw new Error(`${folder} holds results, but no run.json that says of what: take another --out`);
  // Parsed, so that settings are compared as they would be read.
  const now = budgetSettingsSchema.parse(JSON.parse(JSON.stringify(wanted)));
  const known = before?.contenders ?? {};
  const again = Object.fromEntries(Object.entries(now.contenders).filter(([name]) => name in known));
  const contendersBefore = Object.fromEntries(Object.entries(known).filter(([name]) => name in again));
  const differing = before
    ? differingFields({ ...before, contenders: contendersBefore }, { ...now, contenders: again })
    : [];
  if (differing.length > 0)
    throw new Error(
      `${folder} holds the results of another label budget: ${differing.join('; ')}. Take another --out`,
    );
  const settings = { ...now, contenders: { ...known, ...now.contenders } };
  await writeAtomically(path, `${JSON.stringify(settings, null, 2)}\n`);
  return settings;
}

async function readSettings(path: string): Promise<BudgetSettings | undefined> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return undefined;
  });
  if (text === undefined) return undefined;
  try {
    return budgetSettingsSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${path} does not say what a label budget is of: take another --out`, { cause });
  }
}
