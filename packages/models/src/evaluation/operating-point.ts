import { rank, type Ranking } from './ranking.ts';

/**
 * The share of positive frames that is found where this share of the negative ones is called positive: the ROC curve, its points
 * joined by straight lines, read at one place. At 0.315 it is the measure of the AVA-Speech benchmark (Chaudhuri et al. 2018).
 *
 * @param scores one per frame, higher means more likely positive; any finite range
 * @param targets one per frame: 1 positive, 0 negative
 * @param falsePositiveRate in [0, 1]; where the curve is upright its upper end counts
 * @returns in [0, 1]; null when only one class occurs
 * @throws RangeError when the lengths differ, a score is not finite, a target is neither 0 nor 1, or the rate lies outside [0, 1]
 * @example truePositiveRateAt(Float32Array.of(0.9, 0.4, 0.4), [1, 1, 0], 0.5) // 0.75: half way from (0, 0.5) to (1, 1)
 */
export function truePositiveRateAt(
  scores: Float32Array,
  targets: ArrayLike<number>,
  falsePositiveRate: number,
): number | null {
  return truePositiveRateOf(rank(scores, targets), falsePositiveRate);
}

/** {@link truePositiveRateAt} of frames that are ranked already, such as those of a bootstrap sample. */
export function truePositiveRateOf(ranking: Ranking, falsePositiveRate: number): number | null {
  const { truePositives, falsePositives, positives, negatives } = ranking;
  if (!(falsePositiveRate >= 0 && falsePositiveRate <= 1))
    throw new RangeError(`the false positive rate is ${falsePositiveRate}, expected a share from 0 to 1`);
  if (positives === 0 || negatives === 0) return null;
  const allowed = falsePositiveRate * negatives;
  const beyond = falsePositives.findIndex((alarms) => alarms > allowed);
  if (beyond < 0) return 1;
  const hits = truePositives[beyond - 1] ?? 0;
  const alarms = falsePositives[beyond - 1] ?? 0;
  const way = (allowed - alarms) / (falsePositives[beyond]! - alarms);
  return (hits + way * (truePositives[beyond]! - hits)) / positives;
}

/**
 * The highest threshold that finds at least this share of the positive frames.
 *
 * @param scores one per frame, higher means more likely positive; any finite range
 * @param targets one per frame: 1 positive, 0 negative
 * @param recall in (0, 1]
 * @returns one of the scores: a frame counts as positive where its score is at least this; null when no frame is positive
 * @throws RangeError when the lengths differ, a score is not finite, a target is neither 0 nor 1, or the recall lies outside (0, 1]
 * @example thresholdAtRecall(Float32Array.of(0.9, 0.5, 0.7), [1, 1, 0], 0.95) // 0.5
 */
export function thresholdAtRecall(
  scores: Float32Array,
  targets: ArrayLike<number>,
  recall: number,
): number | null {
  return thresholdAtRecallOf(rank(scores, targets), recall);
}

/** {@link thresholdAtRecall} of frames that are ranked already, such as those of a bootstrap sample. */
export function thresholdAtRecallOf(
  { threshold, truePositives, positives }: Ranking,
  recall: number,
): number | null {
  if (!(recall > 0 && recall <= 1))
    throw new RangeError(`the recall is ${recall}, expected a share above 0, up to 1`);
  if (positives === 0) return null;
  return threshold[truePositives.findIndex((hits) => hits / positives >= recall)]!;
}

/**
 * How much of the time without the label is called by it, at a threshold: the share of the negative frames that score at least it.
 *
 * @param scores one per frame, higher means more likely positive; any finite range
 * @param targets one per frame: 1 positive, 0 negative
 * @param threshold such as that of {@link thresholdAtRecall}
 * @returns in [0, 1]; null when no frame is negative
 * @throws RangeError when the lengths differ, a score is not finite, a target is neither 0 nor 1, or the threshold is no number
 * @example falseAlarmTime(Float32Array.of(0.9, 0.5, 0.7), [1, 0, 0], 0.6) // 0.5
 */
export function falseAlarmTime(
  scores: Float32Array,
  targets: ArrayLike<number>,
  threshold: number,
): number | null {
  return falseAlarmTimeOf(rank(scores, targets), threshold);
}

/** {@link falseAlarmTime} of frames that are ranked already, such as those of a bootstrap sample. */
export function falseAlarmTimeOf(
  { threshold: reached, falsePositives, negatives }: Ranking,
  threshold: number,
): number | null {
  if (Number.isNaN(threshold)) throw new RangeError('the threshold is NaN, expected a number');
  if (negatives === 0) return null;
  const below = reached.findIndex((score) => score < threshold);
  const called = below < 0 ? negatives : (falsePositives[below - 1] ?? 0);
  return called / negatives;
}
