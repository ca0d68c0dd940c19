import { rank, type Ranking } from './ranking.ts';

/** The probability that belongs to a score. */
export interface IsotonicKnot {
  readonly score: number;
  /** In [0, 1]. */
  readonly probability: number;
}

/** A map from scores to probabilities that never falls: knots of rising score, joined by straight lines, level beyond the ends. */
export type IsotonicCurve = readonly IsotonicKnot[];

/** Neighbouring scores that get one probability: the share of positive frames among them. */
interface Block {
  readonly lowest: number;
  readonly highest: number;
  /** Mean of the frames' scores. */
  readonly mean: number;
  readonly positives: number;
  readonly frames: number;
}

/**
 * Isotonic calibration (Zadrozny and Elkan 2002): the rising map from scores to probabilities with the smallest squared error on
 * these frames, by pooling adjacent violators; scikit-learn's `IsotonicRegression(out_of_bounds='clip')`, knot for knot. Fit it on the
 * validation split, never on training or test frames. It fits any shape, but needs more frames than a temperature does, and
 * scores within one block become equal.
 *
 * Where that takes more than `maxKnots`, the neighbouring blocks whose union costs the least squared error are put together until
 * there are no more than that, and each gets one knot, at its mean score: lines between few wide blocks are closer to the truth than
 * steps, and keep the scores' order.
 *
 * @param scores one per frame, higher means more likely positive; any finite range
 * @param targets one per frame: 1 positive, 0 negative
 * @param maxKnots 2 or more; 32 are as good as all, and small enough for a contract
 * @throws RangeError when the lengths differ, a score is not finite, a target is neither 0 nor 1, only one class occurs, or `maxKnots` is
 *   no whole number of 2 or more
 * @example fitIsotonic(Float32Array.of(1, 2, 3, 4), [0, 1, 0, 1])
 *   // [{ score: 1, probability: 0 }, { score: 2, probability: 0.5 }, { score: 3, probability: 0.5 }, { score: 4, probability: 1 }]
 */
export function fitIsotonic(scores: Float32Array, targets: ArrayLike<number>, maxKnots = 32): IsotonicCurve {
  if (!(maxKnots >= 2)) throw new RangeError(`maxKnots is ${maxKnots}, expected 2 or more`);
  const ranking = rank(scores, targets);
  if (ranking.positives === 0 || ranking.negatives === 0) {
    throw new RangeError(
      `of ${scores.length} frames ${ranking.positives} are positive: an isotonic calibration needs positive and negative ones`,
    );
  }
  const blocks = pooled(ranking);
  const knots = blocks.flatMap(({ lowest, highest, ...block }) =>
    (lowest === highest ? [lowest] : [lowest, highest]).map((score) => ({
      score,
      probability: share(block),
    })),
  );
  if (knots.length <= maxKnots) return knots;
  while (blocks.length > maxKnots) joinCheapest(blocks);
  return blocks.map((block) => ({ score: block.mean, probability: share(block) }));
}

/**
 * The probabilities of scores.
 *
 * @returns one for every score, in [0, 1]
 * @throws RangeError when the curve has no knot
 * @example applyIsotonic(Float32Array.of(0, 2.5), [{ score: 2, probability: 0.4 }, { score: 3, probability: 0.8 }]) // [0.4, 0.6]
 */
export function applyIsotonic(scores: Float32Array, curve: IsotonicCurve): Float32Array {
  const first = curve[0];
  const last = curve.at(-1);
  if (!first || !last) throw new RangeError('the isotonic curve has no knots, expected at least one');
  return scores.map((score) => {
    if (score <= first.score) return first.probability;
    if (score >= last.score) return last.probability;
    let low = 0;
    let high = curve.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (curve[middle]!.score <= score) low = middle;
      else high = middle;
    }
    const from = curve[low]!;
    const to = curve[high]!;
    const way = (score - from.score) / (to.score - from.score);
    return from.probability + way * (to.probability - from.probability);
  });
}

/** Blocks of rising score and rising share: pools neighbours until no share is as large as the next. */
function pooled({ threshold, truePositives, falsePositives }: Ranking): Block[] {
  const blocks: Block[] = [];
  for (let i = threshold.length - 1; i >= 0; i--) {
    const positives = truePositives[i]! - (truePositives[i - 1] ?? 0);
    const negatives = falsePositives[i]! - (falsePositives[i - 1] ?? 0);
    const score = threshold[i]!;
    const frames = positives + negatives;
    let block: Block = { lowest: score, highest: score, mean: score, positives, frames };
    // Shares are compared as whole numbers, which are exact.
    for (let before = blocks.at(-1); before && violates(before, block); before = blocks.at(-1)) {
      block = union(before, block);
      blocks.pop();
    }
    blocks.push(block);
  }
  return blocks;
}

function violates(before: Block, block: Block): boolean {
  return before.positives * block.frames >= block.positives * before.frames;
}

function union(before: Block, block: Block): Block {
  const frames = before.frames + block.frames;
  return {
    lowest: before.lowest,
    highest: block.highest,
    mean: (before.mean * before.frames + block.mean * block.frames) / frames,
    positives: before.positives + block.positives,
    frames,
  };
}

function share({ positives, frames }: Pick<Block, 'positives' | 'frames'>): number {
  return positives / frames;
}

function joinCheapest(blocks: Block[]): void {
  let cheapest = 1;
  let least = Infinity;
  for (let i = 1; i < blocks.length; i++) {
    const before = blocks[i - 1]!;
    const block = blocks[i]!;
    const distance = share(before) - share(block);
    const squaredError = (distance ** 2 * before.frames * block.frames) / (before.frames + block.frames);
    if (squaredError < least) [cheapest, least] = [i, squaredError];
  }
  blocks.splice(cheapest - 1, 2, union(blocks[cheapest - 1]!, blocks[cheapest]!));
}
