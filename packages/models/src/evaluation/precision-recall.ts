import { rank, type Ranking } from './ranking.ts';

/** Precision against recall: one point for every distinct score, from recall 0 upwards. */
export interface PrecisionRecallCurve {
  readonly precision: Float64Array;
  readonly recall: Float64Array;
  /** A frame counts as positive where its score is at least this; falling, the first is Infinity. */
  readonly threshold: Float64Array;
}

/**
 * The precision-recall curve of frame scores; the points of scikit-learn's `precision_recall_curve` in the order of falling
 * thresholds. The first point (recall 0, where nothing is accepted and precision is undefined) has precision 1 by convention.
 *
 * @param scores one per frame, higher means more likely positive; any finite range
 * @param targets one per frame: 1 positive, 0 negative
 * @returns both in [0, 1]; recall is NaN when there is no positive frame
 * @throws RangeError when the lengths differ, a score is not finite, or a target is neither 0 nor 1
 * @example precisionRecallCurve(Float32Array.of(0.9, 0.4, 0.4), [1, 1, 0]) // precision [1, 1, 2/3], recall [0, 0.5, 1]
 */
export function precisionRecallCurve(scores: Float32Array, targets: ArrayLike<number>): PrecisionRecallCurve {
  return curveOf(rank(scores, targets));
}

function curveOf({ threshold, truePositives, falsePositives, positives }: Ranking): PrecisionRecallCurve {
  const points = threshold.length + 1;
  const curve = {
    precision: new Float64Array(points).fill(1, 0, 1),
    recall: new Float64Array(points).fill(positives > 0 ? 0 : NaN, 0, 1),
    threshold: new Float64Array(points).fill(Infinity, 0, 1),
  };
  truePositives.forEach((hits, i) => {
    curve.precision[i + 1] = hits / (hits + falsePositives[i]!);
    curve.recall[i + 1] = hits / positives;
    curve.threshold[i + 1] = threshold[i]!;
  });
  return curve;
}

/**
 * Average precision: precision at every threshold, weighted by the recall gained there. Not interpolated, so it is never
 * better than the curve (scikit-learn's `average_precision_score`).
 *
 * @param scores one per frame, higher means more likely positive; any finite range
 * @param targets one per frame: 1 positive, 0 negative
 * @returns in [0, 1], chance is the share of positive frames; NaN when there is no positive frame
 * @throws RangeError when the lengths differ, a score is not finite, or a target is neither 0 nor 1
 * @example averagePrecision(Float32Array.of(0.9, 0.4, 0.4), [1, 1, 0]) // 0.5 · 1 + 0.5 · 2/3 = 0.8333
 */
export function averagePrecision(scores: Float32Array, targets: ArrayLike<number>): number {
  return averagePrecisionOf(rank(scores, targets));
}

/** {@link averagePrecision} of frames that are ranked already, such as those of a bootstrap sample. */
export function averagePrecisionOf(ranking: Ranking): number {
  const { precision, recall } = curveOf(ranking);
  let sum = recall[0]!; // 0, or NaN where there is nothing to recall
  for (let i = 1; i < precision.length; i++) sum += (recall[i]! - recall[i - 1]!) * precision[i]!;
  return sum;
}
