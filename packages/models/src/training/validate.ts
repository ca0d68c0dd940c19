import { concatenate } from '@earmark/dsp';
import { z } from 'zod';
import type { Classifier } from '../artifact.ts';
import { foregroundLabel, frameMetrics } from '../evaluation/frame-metrics.ts';
import { heldOutLogits } from '../inference/held-out-logits.ts';
import { posteriorsOf } from '../inference/posteriors.ts';
import { epochCostsSchema } from './checkpoint.ts';
import type { LabelledFrames } from './spans.ts';

/** Undefined figures, NaN in memory, are null in JSON. */
const figure = z
  .number()
  .nullable()
  .transform((value) => value ?? NaN);

/** What training on labels tells of an epoch: a row of `history.csv`. */
export const epochRowSchema = z.strictObject({
  ...epochCostsSchema.shape,
  /** Mean cross-entropy over the validation frames, in nats. */
  validLoss: z.number(),
  /** Frame ROC-AUC; for more than two labels the mean over the labels, each against the rest. */
  validRocAuc: figure,
  /** Frame F1 of the foreground at posterior 0.5; for more than two labels the mean over the foreground labels. */
  validF1: figure,
});
export type EpochRow = z.infer<typeof epochRowSchema>;

/**
 * Measures a network on whole recordings, as recorded: mean cross-entropy in nats, frame ROC-AUC, frame F1. Where the network answers
 * with what is no finite number, neither is the cross-entropy, and the others are NaN.
 *
 * @example (await validate(classifier, valid)).validRocAuc // 0.97
 */
export async function validate(
  classifier: Classifier,
  recordings: readonly LabelledFrames[],
): Promise<Pick<EpochRow, 'validLoss' | 'validRocAuc' | 'validF1'>> {
  const { labels, decision } = classifier.contract;
  const logits: Float32Array[] = [];
  const targets: number[] = [];
  for await (const heard of heldOutLogits(classifier, recordings)) {
    logits.push(heard.logits);
    for (const target of heard.recording.targets) targets.push(target);
  }
  const { values } = posteriorsOf(concatenate(logits), classifier);
  const validLoss = crossEntropy(values, targets, labels.length);
  if (!Number.isFinite(validLoss)) return { validLoss, validRocAuc: NaN, validF1: NaN };
  const { rocAuc, f1 } = frameMetrics(values, targets, labels, foregroundLabel(labels, decision.background));
  return { validLoss, validRocAuc: rocAuc, validF1: f1 };
}

/** Mean of -log(posterior of the right label) over the labelled frames. */
function crossEntropy(posteriors: Float32Array, targets: readonly number[], labels: number): number {
  let sum = 0;
  let frames = 0;
  targets.forEach((target, frame) => {
    if (target < 0) return;
    sum -= Math.log(Math.max(Number.MIN_VALUE, posteriors[frame * labels + target]!));
    frames++;
  });
  return sum / frames;
}
