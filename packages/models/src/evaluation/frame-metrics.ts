import { expectedCalibrationError, outcomes, reliability } from './calibration.ts';
import {
  accuracy,
  confusionMatrix,
  precisionRecallF1,
  type ConfusionMatrix,
  type PrecisionRecallF1,
} from './confusion.ts';
import { column, oneAgainstRest } from './one-against-rest.ts';
import { averagePrecision } from './precision-recall.ts';
import { rocAuc } from './roc.ts';

/** One label against all others. Every measure is in [0, 1], NaN where it is undefined. */
export interface LabelMetrics extends PrecisionRecallF1 {
  readonly label: string;
  /** Frames of this label in the reference. */
  readonly frames: number;
  readonly rocAuc: number;
  readonly averagePrecision: number;
}

/**
 * How well posteriors agree with a reference, frame by frame. With two labels the measures are those of the positive label, with
 * more they are macro averages: the mean over the labels for which the measure is defined.
 */
export interface FrameMetrics extends PrecisionRecallF1 {
  /** Labelled frames, those that count. */
  readonly frames: number;
  readonly rocAuc: number;
  readonly averagePrecision: number;
  readonly accuracy: number;
  readonly expectedCalibrationError: number;
  readonly confusion: ConfusionMatrix;
  readonly perLabel: readonly LabelMetrics[];
}

/**
 * Measures posteriors against a reference. A frame's hypothesis is its likeliest label (the first of equals); unlabelled frames
 * do not count.
 *
 * @param posteriors row-major [frames][labels], in [0, 1]
 * @param targets label index of every frame, -1 where it is unlabelled
 * @param labels the names of the columns
 * @param positiveLabel what precision, recall, F1 and ROC-AUC are about when there are two labels; see {@link foregroundLabel}
 * @throws RangeError when lengths do not match, a posterior or a target is out of range, or the positive label is unknown
 * @example frameMetrics(Float32Array.of(0.2, 0.8, 0.7, 0.3), [1, 0], ['noise', 'speech'], 'speech').rocAuc // 1
 */
export function frameMetrics(
  posteriors: Float32Array,
  targets: ArrayLike<number>,
  labels: readonly string[],
  positiveLabel: string,
): FrameMetrics {
  if (!labels.includes(positiveLabel)) {
    throw new RangeError(`the positive label is '${positiveLabel}', expected one of: ${labels.join(', ')}`);
  }
  const { confidences, correct, predicted, reference } = outcomes(posteriors, targets, labels.length);
  const confusion = confusionMatrix(predicted, reference, labels.length);
  const perLabel = labels.map((label, index): LabelMetrics => {
    const one = oneAgainstRest(column(posteriors, labels.length, index), targets, index);
    return {
      label,
      frames: one.targets.reduce((frames, isLabel) => frames + isLabel, 0),
      rocAuc: rocAuc(one.scores, one.targets),
      averagePrecision: averagePrecision(one.scores, one.targets),
      ...precisionRecallF1(confusion, index),
    };
  });
  const counted = labels.length === 2 ? perLabel.filter(({ label }) => label === positiveLabel) : perLabel;
  return {
    frames: reference.length,
    rocAuc: meanOfDefined(counted.map((row) => row.rocAuc)),
    averagePrecision: meanOfDefined(counted.map((row) => row.averagePrecision)),
    precision: meanOfDefined(counted.map((row) => row.precision)),
    recall: meanOfDefined(counted.map((row) => row.recall)),
    f1: meanOfDefined(counted.map((row) => row.f1)),
    accuracy: accuracy(confusion),
    expectedCalibrationError: expectedCalibrationError(reliability(confidences, correct)),
    confusion,
    perLabel,
  };
}

/**
 * The label that figures are about when there are two: the one that is not the background, else `speech`, else the last.
 *
 * @param background the label of what is merely not the other one, or null
 * @throws RangeError when there are no labels
 * @example foregroundLabel(['bird', 'other'], 'other') // 'bird'
 */
export function foregroundLabel(labels: readonly string[], background: string | null = null): string {
  const candidates = labels.filter((label) => label !== background);
  const label = candidates.includes('speech') ? 'speech' : (candidates.at(-1) ?? labels.at(-1));
  if (label === undefined) throw new RangeError('there are no labels: a classifier needs at least two');
  return label;
}

function meanOfDefined(values: readonly number[]): number {
  const defined = values.filter((value) => !Number.isNaN(value));
  return defined.reduce((sum, value) => sum + value, 0) / defined.length;
}
