import type { Segment } from '@earmark/dataset';
import type { FrameGrid } from '@earmark/dsp';
import { embeddingScale, standardizeEmbeddings } from '../training/embedding-scale.ts';
import type { Posteriors } from './posteriors.ts';
import type { StretchMeans } from './stretch-means.ts';

/** A moment that is worth a label. */
export interface LabelSuggestion {
  /** Seconds. */
  readonly start: number;
  readonly end: number;
  /** How little the network knows what is heard there: from 0, certain, to 1, each label as likely as any other. */
  readonly uncertainty: number;
}

/** What is known of the recording that suggestions are for. */
export interface SuggestionGround {
  readonly stretches: StretchMeans;
  readonly grid: FrameGrid;
  readonly durationSeconds: number;
  /** None where the network knows no label yet: all is as uncertain as can be. */
  readonly posteriors?: Posteriors | undefined;
  /** What a person has labelled already. */
  readonly reference: readonly Segment[];
}

/** Of what is labelled at most so many stretches are compared with: more take long and hardly change the nearest. */
const MAX_LABELLED = 500;

/**
 * Which moments to label next, so that a label teaches as much as it can: one after the other the stretch that has the largest product of
 *
 * - uncertainty: the entropy of the posteriors, as a share of the highest possible, averaged over the stretch (uncertainty sampling: Lewis
 *   and Gale 1994), and
 * - distance: from the nearest stretch that is labelled or suggested already, in the space of standardized embeddings (greedy k-centre: Sener
 *   and Savarese 2018), so that no two suggestions say the same. Where there is none, from the recording's mean.
 *
 * @param count at most so many
 * @returns the most instructive first; none overlaps a reference segment
 * @example suggestLabels({ stretches, grid, durationSeconds, posteriors, reference }, 5)[0] // { start: 61.5, end: 63, uncertainty: 0.83 }
 */
export function suggestLabels(
  { stretches, grid, durationSeconds, posteriors, reference }: SuggestionGround,
  count: number,
): LabelSuggestion[] {
  const { values, units, stretchFrames } = stretches;
  const points = standardizeEmbeddings(values, embeddingScale(values, units));
  const moments = Array.from({ length: points.length / units }, (_, stretch) => {
    const first = stretch * stretchFrames;
    const end = Math.min(durationSeconds, grid.boundarySeconds(first + stretchFrames));
    const start = first === 0 ? 0 : grid.boundarySeconds(first);
    return { start, end, uncertainty: posteriors ? meanEntropy(posteriors, first, stretchFrames) : 1 };
  });
  const isLabelled = moments.map((moment) =>
    reference.some(({ start, end }) => start < moment.end && end > moment.start),
  );
  const distances = new Float64Array(moments.length).fill(Infinity);
  const comeNearer = (centre: Float32Array) => {
    for (let stretch = 0; stretch < distances.length; stretch++)
      if (!isLabelled[stretch])
        distances[stretch] = Math.min(distances[stretch]!, distance(points, stretch * units, centre));
  };
  const point = (stretch: number) => points.subarray(stretch * units, (stretch + 1) * units);
  const labelled = [...isLabelled.keys()].filter((stretch) => isLabelled[stretch]);
  const every = Math.ceil(labelled.length / MAX_LABELLED);
  for (let at = 0; at < labelled.length; at += every) comeNearer(point(labelled[at]!));
  if (labelled.length === 0) comeNearer(new Float32Array(units));

  const suggested: number[] = [];
  while (suggested.length < count) {
    let best = -1;
    let most = 0;
    moments.forEach(({ uncertainty }, stretch) => {
      const worth = isLabelled[stretch] ? 0 : uncertainty * distances[stretch]!;
      if (worth > most) [best, most] = [stretch, worth];
    });
    if (best < 0) break;
    suggested.push(best);
    comeNearer(point(best));
  }
  return suggested.map((stretch) => moments[stretch]!);
}

function distance(points: Float32Array, at: number, centre: Float32Array): number {
  let sum = 0;
  for (let unit = 0; unit < centre.length; unit++) sum += (points[at + unit]! - centre[unit]!) ** 2;
  return Math.sqrt(sum);
}

function meanEntropy({ values, frames, labels }: Posteriors, first: number, count: number): number {
  const end = Math.min(frames, first + count);
  let sum = 0;
  for (let at = first * labels.length; at < end * labels.length; at++) {
    const posterior = values[at]!;
    if (posterior > 0) sum -= posterior * Math.log(posterior);
  }
  return Math.min(1, sum / ((end - first) * Math.log(labels.length)));
}
