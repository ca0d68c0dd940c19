import type { Segment } from '@earmark/dataset';
import type { Posteriors } from '@earmark/models';

/** A moment that is worth a person's ear. */
export interface Doubt {
  readonly start: number;
  readonly end: number;
  /** Mean posterior of the likeliest label, in [1 / labels, 1]. */
  readonly certainty: number;
}

/** As long as it takes to hear what it is. */
const STRETCH_SECONDS = 1;
/** Surer than this is not doubted. */
const MAX_CERTAINTY = 0.9;

/**
 * The stretches of a second in which a network is least certain, the least certain first; those that a person has labelled are left
 * out, and so are those of which it is 90 % certain or more.
 *
 * @param reference what a person has labelled
 * @example leastCertain(track, [], 10)[0] // { start: 12.0175, end: 13.0175, certainty: 0.52 }
 */
export function leastCertain(track: Posteriors, reference: readonly Segment[], count: number): Doubt[] {
  const { values, frames, labels, grid } = track;
  const stretchFrames = Math.max(1, Math.round(STRETCH_SECONDS / grid.hopSeconds));
  const stretches = Math.ceil(frames / stretchFrames);
  const startOf = (stretch: number) => grid.boundarySeconds(Math.min(frames, stretch * stretchFrames));
  const isLabelled = labelledStretches(reference, stretches, startOf);
  const doubts: Doubt[] = [];
  for (let stretch = 0; stretch < stretches; stretch++) {
    if (isLabelled[stretch]) continue;
    const from = stretch * stretchFrames;
    const to = Math.min(frames, from + stretchFrames);
    let sum = 0;
    for (let frame = from; frame < to; frame++) {
      let likeliest = 0;
      for (let label = 0; label < labels.length; label++)
        likeliest = Math.max(likeliest, values[frame * labels.length + label]!);
      sum += likeliest;
    }
    const certainty = sum / (to - from);
    if (certainty < MAX_CERTAINTY)
      doubts.push({ start: startOf(stretch), end: startOf(stretch + 1), certainty });
  }
  return doubts.sort((a, b) => a.certainty - b.certainty || a.start - b.start).slice(0, count);
}

/** Which stretches a segment reaches into. */
function labelledStretches(
  segments: readonly Segment[],
  stretches: number,
  startOf: (stretch: number) => number,
): Uint8Array {
  const isLabelled = new Uint8Array(stretches);
  const seconds = startOf(1) - startOf(0);
  for (const { start, end } of segments) {
    let stretch = Math.max(0, Math.floor((start - startOf(0)) / seconds) - 1);
    for (; stretch < stretches && startOf(stretch) < end; stretch++)
      if (startOf(stretch + 1) > start) isLabelled[stretch] = 1;
  }
  return isLabelled;
}
