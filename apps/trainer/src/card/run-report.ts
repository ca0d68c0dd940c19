import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { calibrationFiguresSchema } from '../evaluation/calibration-figures.ts';
import { figureSchema } from '../evaluation/detection-figures.ts';
import { classifierFiguresSchema } from '../evaluation/measure-classifier.ts';

const splitSchema = z.object({ recordings: z.int(), seconds: z.number() });

/** What a card tells of the `report.json` of a run of `train`. */
const runReportSchema = z.object({
  name: z.string(),
  positiveLabel: z.string(),
  contract: z.object({ parameters: z.int(), windowFrames: z.int(), windowSeconds: z.number() }),
  data: z.object({ splits: z.object({ train: splitSchema, valid: splitSchema, test: splitSchema }) }),
  history: z.array(z.object({})),
  bestEpoch: z.int(),
  valid: z.object({
    ...{ rocAuc: figureSchema, averagePrecision: figureSchema, f1: figureSchema },
    ...{ precision: figureSchema, recall: figureSchema, accuracy: figureSchema },
  }),
  test: z.object({ ...classifierFiguresSchema.shape, calibration: calibrationFiguresSchema }),
});
export type RunReport = z.infer<typeof runReportSchema>;

/**
 * Reads the report of a finished run of `train`.
 *
 * @throws Error naming the file, where it can't be read or tells of something else
 * @example (await readRunReport('runs/latest/report.json')).test.network.rocAuc // 0.97
 */
export async function readRunReport(path: string): Promise<RunReport> {
  try {
    return runReportSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    const problem = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw new Error(`${path} is no report of a finished trainer:train: ${problem}`, { cause });
  }
}
