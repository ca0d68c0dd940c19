import { rank, type Ranking, withStart } from './ranking.ts';

/** Detection error trade-off: one point for every distinct score, from (0, 1) to (1, 0). */
export interface DetCurve {
  /** Share of the negative frames that score at least the threshold. */
  readonly falseAlarmRate: Float64Array;
  /** Share of the positive frames that score less. */
  readonly missRate: Float64Array;
  /** A frame counts as positive where its score is at least this; falling, the first is Infinity. */
  readonly threshold: Float64Array;
}

/**
 * The DET curve of frame scores (Martin et al. 1997, "The DET curve in assessment of detection task performance"): misses against
 * false alarms. scikit-learn's `det_curve(..., drop_intermediate=False)` has the same points, in the other order and without those
 * of the two ends that only repeat a rate of 0.
 *
 * @param scores one per frame, higher means more likely positive; any finite range
 * @param targets one per frame: 1 positive, 0 negative
 * @returns rates in [0, 1]; null when only one class occurs
 * @throws RangeError when the lengths differ, a score is not finite, or a target is neither 0 nor 1
 * @example detCurve(Float32Array.of(0.9, 0.4, 0.4), [1, 1, 0]) // falseAlarmRate [0, 0, 1], missRate [1, 0.5, 0]
 */
export function detCurve(scores: Float32Array, targets: ArrayLike<number>): DetCurve | null {
  const { threshold, truePositives, falsePositives, positives, negatives } = rank(scores, targets);
  if (positives === 0 || negatives === 0) return null;
  return {
    falseAlarmRate: withStart(0, falsePositives).map((count) => count / negatives),
    missRate: withStart(0, truePositives).map((count) => (positives - count) / positives),
    threshold: withStart(Infinity, threshold),
  };
}

/**
 * The equal error rate: where the DET curve, its points joined by straight lines, has as large a share of misses as of false alarms.
 *
 * @param scores one per frame, higher means more likely positive; any finite range
 * @param targets one per frame: 1 positive, 0 negative
 * @returns in [0, 1], 0.5 is chance; null when only one class occurs
 * @throws RangeError when the lengths differ, a score is not finite, or a target is neither 0 nor 1
 * @example equalErrorRate(Float32Array.of(0.9, 0.4, 0.4), [1, 1, 0]) // 1/3: from (0, 0.5) to (1, 0)
 */
export function equalErrorRate(scores: Float32Array, targets: ArrayLike<number>): number | null {
  return equalErrorRateOf(rank(scores, targets));
}

/** {@link equalErrorRate} of frames that are ranked already, such as those of a bootstrap sample. */
export function equalErrorRateOf({
  truePositives,
  falsePositives,
  positives,
  negatives,
}: Ranking): number | null {
  if (positives === 0 || negatives === 0) return null;
  let alarmRate = 0;
  let missRate = 1;
  for (let i = 0; i < truePositives.length; i++) {
    const nextAlarmRate = falsePositives[i]! / negatives;
    const nextMissRate = (positives - truePositives[i]!) / positives;
    if (nextAlarmRate >= nextMissRate) {
      const gap = missRate - alarmRate;
      const way = gap / (gap + nextAlarmRate - nextMissRate);
      return alarmRate + way * (nextAlarmRate - alarmRate);
    }
    alarmRate = nextAlarmRate;
    missRate = nextMissRate;
  }
  throw new Error('a ranking ends where every frame is positive, but this one does not');
}
