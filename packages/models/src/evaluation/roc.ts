import { rank, type Ranking, withStart } from './ranking.ts';

/** Receiver operating characteristic: one point for every distinct score, from (0, 0) to (1, 1). */
export interface RocCurve {
  readonly falsePositiveRate: Float64Array;
  readonly truePositiveRate: Float64Array;
  /** A frame counts as positive where its score is at least this; falling, the first is Infinity. */
  readonly threshold: Float64Array;
}

/**
 * The ROC curve of frame scores (Fawcett 2006, "An introduction to ROC analysis"); the points of scikit-learn's
 * `roc_curve(..., drop_intermediate=False)`.
 *
 * @param scores one per frame, higher means more likely positive; any finite range
 * @param targets one per frame: 1 positive, 0 negative
 * @returns rates in [0, 1]; NaN for the rate of a class that does not occur
 * @throws RangeError when the lengths differ, a score is not finite, or a target is neither 0 nor 1
 * @example rocCurve(Float32Array.of(0.9, 0.4, 0.4), [1, 1, 0]) // falsePositiveRate [0, 0, 1], truePositiveRate [0, 0.5, 1]
 */
export function rocCurve(scores: Float32Array, targets: ArrayLike<number>): RocCurve {
  const { threshold, truePositives, falsePositives, positives, negatives } = rank(scores, targets);
  return {
    falsePositiveRate: withStart(0, falsePositives).map((count) => count / negatives),
    truePositiveRate: withStart(0, truePositives).map((count) => count / positives),
    threshold: withStart(Infinity, threshold),
  };
}

/**
 * The area under the ROC curve: the probability that a positive frame scores higher than a negative one, a tie counting half
 * (Hanley and McNeil 1982). Areas are summed as whole numbers of frame pairs, so ties and order cost no precision.
 *
 * @param scores one per frame, higher means more likely positive; any finite range
 * @param targets one per frame: 1 positive, 0 negative
 * @returns in [0, 1], 0.5 is chance; NaN when only one class occurs
 * @throws RangeError when the lengths differ, a score is not finite, or a target is neither 0 nor 1
 * @example rocAuc(Float32Array.of(0.9, 0.4, 0.4), [1, 1, 0]) // 0.75
 */
export function rocAuc(scores: Float32Array, targets: ArrayLike<number>): number {
  return rocAucOf(rank(scores, targets));
}

/** {@link rocAuc} of frames that are ranked already, such as those of a bootstrap sample. */
export function rocAucOf({ truePositives, falsePositives, positives, negatives }: Ranking): number {
  let twiceTheArea = 0;
  let hits = 0;
  let alarms = 0;
  truePositives.forEach((moreHits, i) => {
    const moreAlarms = falsePositives[i]!;
    twiceTheArea += (moreAlarms - alarms) * (moreHits + hits);
    hits = moreHits;
    alarms = moreAlarms;
  });
  return twiceTheArea / (2 * positives * negatives);
}
