import { readFile, appendFile, mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeAtomically } from '@earmark/dataset/node';
import { z } from 'zod';

/** What one training on part of the labels came to. */
export const budgetResultSchema = z.strictObject({
  /** The architecture, or the pre-trained network, and how it was trained. */
  contender: z.string(),
  /** Seconds of labels that it had; null for all there are. */
  budgetSeconds: z.number().positive().nullable(),
  seed: z.int(),
  /** Seconds that it had in truth: less than the budget where the corpus has no more. */
  labelledSeconds: z.number(),
  rocAuc: z.number(),
  f1: z.number(),
  trainingSeconds: z.number(),
});
export type BudgetResult = z.infer<typeof budgetResultSchema>;

/** Results as they come, one line of JSON each, so that a run that was stopped goes on where it was. */
export interface ResultLog {
  readonly results: readonly BudgetResult[];
  /** Whether this training is done. */
  has(wanted: Pick<BudgetResult, 'contender' | 'budgetSeconds' | 'seed'>): boolean;
  add(result: BudgetResult): Promise<void>;
}

/**
 * Opens the log of a run, and reads what is in it. A last line that was cut off by a full disk or a power cut is left out.
 *
 * @throws Error where another line is no result
 */
export async function openResultLog(path: string): Promise<ResultLog> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole !== text) await writeAtomically(path, whole);
  const lines = whole.split('\n').slice(0, -1);
  const results = lines.map((line, index) => {
    try {
      return budgetResultSchema.parse(JSON.parse(line));
    } catch (cause) {
      throw new Error(`${path}, line ${index + 1}: no result of a label budget; remove the line`, { cause });
    }
  });
  return {
    results,
    has: ({ contender, budgetSeconds, seed }) =>
      results.some(
        (result) =>
          result.contender === contender && result.budgetSeconds === budgetSeconds && result.seed === seed,
      ),
    async add(result) {
      await mkdir(dirname(path), { recursive: true });
      await appendFile(path, `${JSON.stringify(result)}\n`);
      results.push(result);
    },
  };
}
