import type { Random } from '@earmark/dataset';
import type { Span } from './spans.ts';

/**
 * Draws spans, as many as there are, so that every label is asked for equally often. Of the spans that hold the label that is asked
 * for, each is as likely as it has frames of it, times its recording's weight. Rare labels are so repeated, and common ones left out.
 *
 * A span brings its other labels along, so shares of frames come nearer to each other, and only meet where spans hold one label each.
 *
 * @param spans cut from the recordings, each once
 * @returns drawn with replacement, label after label in turns; empty where no span has weight
 * @example
 * // 90 spans of noise, 10 of speech
 * balanceLabels(spans, 128, createRandom(1)) // 50 draws of each
 */
export function balanceLabels(spans: readonly Span[], spanFrames: number, random: Random): Span[] {
  const urns = new Map<number, Urn>();
  for (const span of spans) {
    const { targets, weight = 1 } = span.recording;
    const frames = new Map<number, number>();
    for (const target of targets.subarray(Math.max(0, span.start), span.start + spanFrames))
      if (target >= 0) frames.set(target, (frames.get(target) ?? 0) + 1);
    for (const [label, count] of frames) {
      const urn = urns.get(label) ?? { spans: [], weights: [], total: 0 };
      if (weight > 0) urns.set(label, urn);
      urn.total += count * weight;
      urn.spans.push(span);
      urn.weights.push(urn.total);
    }
  }
  // In the order of the labels, not in that of the recordings.
  const inTurns = [...urns].sort(([a], [b]) => a - b).map(([, urn]) => urn);
  if (inTurns.length === 0) return [];
  return spans.map((_, turn) => drawFrom(inTurns[turn % inTurns.length]!, random));
}

/** The spans that hold a label. */
interface Urn {
  readonly spans: Span[];
  /** Of each span and all before it: summed up. */
  readonly weights: number[];
  total: number;
}

function drawFrom({ spans, weights, total }: Urn, random: Random): Span {
  const drawn = random.unit() * total;
  let [low, high] = [0, weights.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (weights[middle]! > drawn) high = middle;
    else low = middle + 1;
  }
  return spans[low]!;
}
