/** How many frames of each class score at least `threshold[i]`; every entry stands for one distinct score. */
export interface Ranking {
  /** Distinct scores, falling. */
  readonly threshold: Float64Array;
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
  readonly positives: number;
  readonly negatives: number;
}

/**
 * Ranks frames by score: what the ROC and the precision-recall curve are both read from. Equal scores make one entry, because
 * no threshold can part them.
 *
 * Positives and negatives are sorted apart, each by the engine's native typed-array sort, and then walked together from the top;
 * a million frames take about a tenth of a second.
 *
 * @param scores one per frame, higher means more likely positive; any finite range
 * @param targets one per frame: 1 positive, 0 negative
 * @throws RangeError when the lengths differ, a score is not finite, or a target is neither 0 nor 1
 * @example rank(Float32Array.of(0.9, 0.4, 0.4), [1, 1, 0]) // threshold [0.9, 0.4], truePositives [1, 2], falsePositives [0, 1]
 */
export function rank(scores: Float32Array, targets: ArrayLike<number>): Ranking {
  const { positive, negative } = sortedByClass(scores, targets);
  const threshold = new Float64Array(scores.length);
  const truePositives = new Float64Array(scores.length);
  const falsePositives = new Float64Array(scores.length);
  let entries = 0;
  let p = positive.length;
  let n = negative.length;
  while (p > 0 || n > 0) {
    const score = Math.max(positive[p - 1] ?? -Infinity, negative[n - 1] ?? -Infinity);
    while (p > 0 && positive[p - 1] === score) p--;
    while (n > 0 && negative[n - 1] === score) n--;
    threshold[entries] = score;
    truePositives[entries] = positive.length - p;
    falsePositives[entries] = negative.length - n;
    entries++;
  }
  return {
    threshold: threshold.slice(0, entries),
    truePositives: truePositives.slice(0, entries),
    falsePositives: falsePositives.slice(0, entries),
    positives: positive.length,
    negatives: negative.length,
  };
}

/** The values of a ranking, and before them the one of the threshold that no score reaches. */
export function withStart(start: number, values: Float64Array): Float64Array {
  const out = new Float64Array(values.length + 1);
  out[0] = start;
  out.set(values, 1);
  return out;
}

function sortedByClass(scores: Float32Array, targets: ArrayLike<number>) {
  if (scores.length !== targets.length) {
    throw new RangeError(
      `${scores.length} scores, but ${targets.length} targets: give one target for every score`,
    );
  }
  const positive = new Float32Array(scores.length);
  const negative = new Float32Array(scores.length);
  let positives = 0;
  let negatives = 0;
  scores.forEach((score, frame) => {
    const target = targets[frame];
    if (!Number.isFinite(score)) throw new RangeError(`score ${frame} is ${score}, expected a finite number`);
    if (target === 1) positive[positives++] = score;
    else if (target === 0) negative[negatives++] = score;
    else throw new RangeError(`target ${frame} is ${target}, expected 0 or 1: leave unlabelled frames out`);
  });
  return {
    positive: positive.subarray(0, positives).sort(),
    negative: negative.subarray(0, negatives).sort(),
  };
}
