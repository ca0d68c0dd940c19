import { accuracy, confusionMatrix, precisionRecallF1, type PrecisionRecallF1 } from './confusion.ts';
import { averagePrecision, precisionRecallCurve } from './precision-recall.ts';
import { rocAuc } from './roc.ts';

/** What a network must beat. All in [0, 1]; NaN where undefined. */
export interface Floor extends PrecisionRecallF1 {
  readonly rocAuc: number;
  readonly averagePrecision: number;
  readonly accuracy: number;
}

/**
 * The first floor: call every frame positive. Its precision, average precision and accuracy are the share p of positive frames,
 * its recall is 1, its F1 2p / (1 + p), and as it ranks nothing, its ROC-AUC 0.5.
 *
 * @param targets one per frame: 1 positive, 0 negative
 * @throws RangeError when a target is neither 0 nor 1
 * @example alwaysPositiveFloor([1, 0, 0, 0]) // { rocAuc: 0.5, precision: 0.25, recall: 1, f1: 0.4, … }
 */
export function alwaysPositiveFloor(targets: ArrayLike<number>): Floor {
  return thresholdFloor(new Float32Array(targets.length), targets, 0);
}

/**
 * The second floor: call the loud frames positive.
 *
 * @param scores one per frame, such as {@link frameEnergy}
 * @param targets one per frame: 1 positive, 0 negative
 * @param threshold a frame is positive where its score is at least this; see {@link fitThreshold}
 * @throws RangeError when the lengths differ, a score is not finite, or a target is neither 0 nor 1
 * @example thresholdFloor(Float32Array.of(-20, -50, -60), [1, 1, 0], -30) // { rocAuc: 1, precision: 1, recall: 0.5, … }
 */
export function thresholdFloor(scores: Float32Array, targets: ArrayLike<number>, threshold: number): Floor {
  const predicted = new Uint8Array(scores.length).map((_, frame) => (scores[frame]! >= threshold ? 1 : 0));
  const confusion = confusionMatrix(predicted, targets, 2);
  return {
    rocAuc: rocAuc(scores, targets),
    averagePrecision: averagePrecision(scores, targets),
    accuracy: accuracy(confusion),
    ...precisionRecallF1(confusion, 1),
  };
}

/**
 * The energy of every frame in dB: the power of its bands, summed.
 *
 * @param values a spectrogram in dB before normalization, row-major [frames][bands]
 * @param bands number of bands
 * @returns [frames], dB against the spectrogram's own reference
 * @throws RangeError when the length is no multiple of `bands`
 * @example frameEnergy(Float32Array.of(-10, -10, -40, -100), 2) // [-6.99, -40.00]
 */
export function frameEnergy(values: Float32Array, bands: number): Float32Array {
  if (!Number.isInteger(bands) || bands < 1 || values.length % bands !== 0) {
    throw new RangeError(`${values.length} spectrogram values do not make frames of ${bands} bands`);
  }
  const energy = new Float32Array(values.length / bands);
  for (let frame = 0; frame < energy.length; frame++) {
    let power = 0;
    for (let i = frame * bands; i < (frame + 1) * bands; i++) power += 10 ** (values[i]! / 10);
    energy[frame] = 10 * Math.log10(power);
  }
  return energy;
}

/**
 * The threshold of the best F1. Fit it on training or validation frames, judge it on others.
 *
 * @param scores one per frame, higher means more likely positive; any finite range
 * @param targets one per frame: 1 positive, 0 negative
 * @returns one of the scores, the highest of equally good ones; positive means a score of at least this
 * @throws RangeError when the lengths differ, a score is not finite, a target is neither 0 nor 1, or none is 1
 * @example fitThreshold(Float32Array.of(-20, -50, -60, -70), [1, 1, 0, 0]) // -50
 */
export function fitThreshold(scores: Float32Array, targets: ArrayLike<number>): number {
  const { precision, recall, threshold } = precisionRecallCurve(scores, targets);
  let best = NaN;
  let bestF1 = -1;
  for (let i = 1; i < threshold.length; i++) {
    const f1 = (2 * precision[i]! * recall[i]!) / (precision[i]! + recall[i]! || 1);
    if (f1 > bestF1) [best, bestF1] = [threshold[i]!, f1];
  }
  if (Number.isNaN(best))
    throw new RangeError('no frame is positive: a threshold needs positive frames to be fitted on');
  return best;
}
