import { concatenate } from '@earmark/dsp';
import {
  accuracy,
  averagePrecisionOf,
  boundaryErrors,
  equalErrorRateOf,
  eventMetrics,
  falseAlarmsPerHour,
  falseAlarmTimeOf,
  precisionRecallF1,
  rank,
  rocAucOf,
  sumDetectionErrors,
  thresholdAtRecallOf,
  truePositiveRateOf,
  type Ranking,
} from '@earmark/models';
import { z } from 'zod';
import { joinTargets } from '../held-out.ts';
import { COLLARS_SECONDS, holdsLabel, sumConfusion, type MeasuredDetection } from './measured-detection.ts';

/** A figure; null where it is undefined, as the ROC-AUC where a label does not occur. */
export const figureSchema = z.number().nullable();

/** NaN, which JSON can't write, as null. */
export const defined = (figure: number): number | null => (Number.isNaN(figure) ? null : figure);

const boundarySchema = z
  .strictObject({ medianSeconds: z.number(), percentile95Seconds: z.number(), biasSeconds: z.number() })
  .nullable();

/** How well one label is found in recordings, frame by frame and as segments. Shares are in [0, 1]. */
export const detectionFiguresSchema = z.strictObject({
  rocAuc: figureSchema,
  averagePrecision: figureSchema,
  equalErrorRate: figureSchema,
  /** At a false positive rate of 0.315, as the AVA-Speech benchmark measures. */
  truePositiveRate: figureSchema,
  /** Of the frames as they are called. */
  f1: figureSchema,
  precision: figureSchema,
  recall: figureSchema,
  falsePositiveRate: figureSchema,
  accuracy: figureSchema,
  /** Of the segments. Collars are whole widths. */
  detectionErrors: z.array(
    z.strictObject({
      collarSeconds: z.number(),
      /** (missed + falsely found) / what there is. */
      rate: figureSchema,
      missRate: figureSchema,
      falseAlarmRate: figureSchema,
    }),
  ),
  /** Events count as found where onsets lie within 0.2 s, and offsets within that or half the event's length. */
  events: z.strictObject({
    referenceEvents: z.int(),
    hypothesisEvents: z.int(),
    matchedEvents: z.int(),
    precision: figureSchema,
    recall: figureSchema,
    f1: figureSchema,
  }),
  /** Of events whose onsets and offsets lie within a second. */
  onset: boundarySchema,
  offset: boundarySchema,
  falseAlarmsPerHour: figureSchema,
  /**
   * Of recordings in which the label never occurs, the share of time that is called by it at the threshold which finds 95 % of it where
   * it occurs.
   */
  falseAlarmTime: figureSchema,
});
export type DetectionFigures = z.infer<typeof detectionFiguresSchema>;

export const FALSE_POSITIVE_RATE = 0.315;
export const RECALL = 0.95;

/** All labelled frames of some recordings, ranked by score. */
const rankAll = (recordings: readonly MeasuredDetection[]): Ranking =>
  rank(concatenate(recordings.map(({ scores }) => scores)), joinTargets(recordings));

/** The score that 95 % of the label's frames reach in the recordings that hold it; null where none does. */
export const recallThreshold = (recordings: readonly MeasuredDetection[]): number | null =>
  thresholdAtRecallOf(rankAll(recordings.filter(holdsLabel)), RECALL);

/**
 * The figures of some recordings together.
 *
 * @param threshold that of {@link recallThreshold}, over all recordings and not only those of a group
 */
export function detectionFigures(
  recordings: readonly MeasuredDetection[],
  threshold: number | null,
): DetectionFigures {
  const ranking = rankAll(recordings);
  const confusion = sumConfusion(recordings);
  const { f1, precision, recall } = precisionRecallF1(confusion, 1);
  const without = recordings.filter((recording) => !holdsLabel(recording));
  return {
    rocAuc: defined(rocAucOf(ranking)),
    averagePrecision: defined(averagePrecisionOf(ranking)),
    equalErrorRate: equalErrorRateOf(ranking),
    truePositiveRate: truePositiveRateOf(ranking, FALSE_POSITIVE_RATE),
    f1: defined(f1),
    precision: defined(precision),
    recall: defined(recall),
    falsePositiveRate: defined(1 - precisionRecallF1(confusion, 0).recall),
    accuracy: defined(accuracy(confusion)),
    detectionErrors: COLLARS_SECONDS.map((collarSeconds, at) => {
      const { rate, missSeconds, speechSeconds, falseAlarmSeconds, nonSpeechSeconds } = sumDetectionErrors(
        recordings.map(({ errors }) => errors[at]!),
      );
      const missRate = defined(missSeconds / speechSeconds);
      return { collarSeconds, rate, missRate, falseAlarmRate: defined(falseAlarmSeconds / nonSpeechSeconds) };
    }),
    events: eventMetrics(recordings.map(({ events }) => events)),
    ...boundaryErrors(recordings.map(({ boundaries }) => boundaries)),
    falseAlarmsPerHour: falseAlarmsPerHour(recordings.map(({ alarms }) => alarms)),
    falseAlarmTime: threshold === null ? null : falseAlarmTimeOf(rankAll(without), threshold),
  };
}
