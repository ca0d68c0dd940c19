import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { corpusChoiceSchema } from '../corpus-options.ts';
import { calibrationFiguresSchema } from './calibration-figures.ts';
import { detectionFiguresSchema } from './detection-figures.ts';
import { groupedFiguresSchema } from './grouped-figures.ts';
import { classifierFiguresSchema } from './measure-classifier.ts';

/** Which recordings of a corpus are measured. */
export const EVALUATED_SPLITS = ['test', 'valid', 'train', 'all'] as const;

/** What one evaluation of a trained model measured: the content of `evaluation.json`. */
export const evaluationSchema = z.strictObject({
  /** ISO 8601. */
  createdAt: z.string(),
  /** The command that repeats it. */
  command: z.string(),
  backend: z.string(),
  model: z.strictObject({
    /** Its folder, or its name where it comes along. */
    name: z.string(),
    architecture: z.string(),
    /** Trainable weights. */
    parameters: z.int(),
    specHash: z.string(),
    labels: z.array(z.string()),
    /** What it was trained on, by its provenance. */
    trainedOn: z.string(),
  }),
  data: z.strictObject({
    /** Manifests or folders. */
    corpora: z.array(z.string()),
    split: z.enum(EVALUATED_SPLITS),
    choice: corpusChoiceSchema,
    /** Frames this near to a boundary are not measured. */
    collarSeconds: z.number(),
    recordings: z.int(),
    /** How many of them the model's run was trained on or chose by; unknown of a model that is of no run. */
    heardInTraining: z.int().optional(),
    seconds: z.number(),
    /** By the labels of frames. */
    secondsPerLabel: z.record(z.string(), z.number()),
  }),
  /** The label that is to be found. */
  positiveLabel: z.string(),
  ...classifierFiguresSchema.shape,
  calibration: calibrationFiguresSchema,
  /** With more than two labels, how well each is found. */
  perLabel: z.array(z.strictObject({ label: z.string(), figures: detectionFiguresSchema })),
  groupings: z.array(groupedFiguresSchema),
});
export type Evaluation = z.infer<typeof evaluationSchema>;

/**
 * Reads an `evaluation.json`.
 *
 * @throws Error naming the file, where it can't be read or is no evaluation
 * @example (await readEvaluation('runs/latest/evaluation-demo/evaluation.json')).network.rocAuc // 0.97
 */
export async function readEvaluation(path: string): Promise<Evaluation> {
  try {
    return evaluationSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (cause) {
    const problem = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw new Error(`${path} is no evaluation: ${problem}; write it again with trainer:evaluate`, { cause });
  }
}
