import { createRandom, type FrameSource, type Random } from '@earmark/dataset';
import { balanceLabels } from './balance-labels.ts';
import type { Recipe } from './recipe.ts';

/** One recording to learn from or to be measured on. */
export interface LabelledFrames {
  readonly uri: string;
  /** dB frames, as the contract's features make them. */
  readonly source: FrameSource;
  /** Label index of every frame; -1 where nobody labelled it. */
  readonly targets: Int8Array;
  /** How often training sees it, against other recordings: 0.5 is half of it in an epoch, 2 twice an epoch; 1 where it is absent. */
  readonly weight?: number;
}

/** A stretch of consecutive frames to be classified: `[start, start + spanFrames)` of a recording. */
export interface Span {
  readonly recording: LabelledFrames;
  readonly start: number;
}

/**
 * Cuts every recording into spans and shuffles them. The cuts move from epoch to epoch, every labelled frame is in exactly one
 * span, and spans without a label are left out. The same seed and epoch give the same order on every machine.
 *
 * A recording's weight repeats its spans, or leaves some out, evenly; where something weighs, there is a span. With `labels` as balance
 * the spans are drawn from the cuts, as many as there are: see `balanceLabels`.
 *
 * @throws RangeError where a weight is no number of 0 or more
 * @example drawSpans(recordings, 64, 1, 0).length // 412
 */
export function drawSpans(
  recordings: readonly LabelledFrames[],
  spanFrames: number,
  seed: number,
  epoch: number,
  balance: Recipe['balance'] = 'none',
): Span[] {
  const random = createRandom(seed, epoch);
  const cuts: Span[] = [];
  for (const recording of recordings) {
    const { uri, targets, weight = 1 } = recording;
    if (!(weight >= 0 && weight < Infinity))
      throw new RangeError(`${uri}: the weight is ${weight}; expected a number, 0 or more`);
    for (let start = -random.integer(spanFrames); start < targets.length; start += spanFrames) {
      const labelled = targets.subarray(Math.max(0, start), start + spanFrames).some((target) => target >= 0);
      if (labelled) cuts.push({ recording, start });
    }
  }
  return random.shuffle(
    balance === 'labels' ? balanceLabels(cuts, spanFrames, random) : repeatByWeight(cuts, random),
  );
}

/** Fractions come this near to a whole number that they should sum up to. */
const ROUNDING = 1e-9;

/**
 * Every span as often as it weighs, on average: the weights are summed up from a drawn beginning, and a span is taken whenever the sum
 * passes a whole number (systematic sampling: Madow and Madow 1944), so that an epoch has as many spans as they weigh together. Where
 * that is less than one it has one.
 */
function repeatByWeight(spans: readonly Span[], random: Random): Span[] {
  const weights = spans.map(({ recording: { weight = 1 } }) => weight);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const scale = total > 0 && total < 1 ? 1 / total : 1;
  let due = weights.every(Number.isInteger) ? 0 : random.unit();
  return spans.flatMap((span, index) => {
    due += scale * weights[index]!;
    const times = Math.floor(due + ROUNDING);
    due -= times;
    return new Array<Span>(times).fill(span);
  });
}
