import { frameMetrics, posteriorsOf, type Classifier } from '@earmark/models';
import { z } from 'zod';
import type { HeardRecording } from '../held-out.ts';
import { defined, detectionFigures, figureSchema } from './detection-figures.ts';
import type { MeasuredDetection } from './measured-detection.ts';

/** One held-out recording by itself. */
export const recordingRowSchema = z.strictObject({
  uri: z.string(),
  /** What the manifest calls it, such as `speech`, `noise` or `mixture`. */
  kind: z.string(),
  durationSeconds: z.number(),
  /** Labelled frames. */
  frames: z.int(),
  /** Share of them that have the positive label in the reference. */
  positiveFraction: figureSchema,
  rocAuc: figureSchema,
  f1: figureSchema,
  precision: figureSchema,
  recall: figureSchema,
  accuracy: figureSchema,
  /** Of the segments, without a collar. */
  detectionErrorRate: figureSchema,
  /** Where the label never occurs, the share of time called by it at the threshold that finds 95 % of it elsewhere. */
  falseAlarmTime: figureSchema,
});
export type RecordingRow = z.infer<typeof recordingRowSchema>;

/** The figures of one recording; those that need all labels are null where one is missing. */
export function recordingRow(
  classifier: Pick<Classifier, 'contract'>,
  { uri, recording, logits, targets }: HeardRecording,
  label: string,
  measured: MeasuredDetection,
  threshold: number | null,
): RecordingRow {
  const { labels } = classifier.contract;
  const { values } = posteriorsOf(logits, classifier);
  const { frames, rocAuc, f1, precision, recall, accuracy } = frameMetrics(values, targets, labels, label);
  const { detectionErrors, falseAlarmTime } = detectionFigures([measured], threshold);
  const positives = measured.targets.reduce((sum, target) => sum + target, 0);
  return {
    uri,
    kind: recording.kind,
    durationSeconds: recording.durationSeconds,
    frames,
    positiveFraction: defined(positives / frames),
    rocAuc: defined(rocAuc),
    f1: defined(f1),
    precision: defined(precision),
    recall: defined(recall),
    accuracy: defined(accuracy),
    detectionErrorRate: detectionErrors[0]!.rate,
    falseAlarmTime,
  };
}
