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
  /** How often training sees it, against other recordings: 0.5 is every other epoch, 2 twice an epoch; 1 where it is absent. */
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
 * A recording's weight repeats its spans, or leaves some out. With `labels` as balance the spans are drawn from the cuts, as many as
 * there would be without: see `balanceLabels`.
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
  const spans: Span[] = [];
  for (const recording of recordings) {
    const { uri, targets, weight = 1 } = recording;
    if (!(weight >= 0 && weight < Infinity))
      throw new RangeError(`${uri}: the weight is ${weight}; expected a number, 0 or more`);
    for (let start = -random.integer(spanFrames); start < targets.length; start += spanFrames) {
      const labelled = targets.subarray(Math.max(0, start), start + spanFrames).some((target) => target >= 0);
      if (!labelled) continue;
      const times = balance === 'labels' ? 1 : wholeTimes(weight, random);
      for (let time = 0; time < times; time++) spans.push({ recording, start });
    }
  }
  return random.shuffle(balance === 'labels' ? balanceLabels(spans, spanFrames, random) : spans);
}

/** On average `weight`. */
const wholeTimes = (weight: number, random: Random): number =>
  Number.isInteger(weight) ? weight : Math.floor(weight) + (random.unit() < weight % 1 ? 1 : 0);
