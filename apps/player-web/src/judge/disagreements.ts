import type { Segment, Span } from '@earmark/dataset';
import type { Posteriors } from '@earmark/models';
import { labelPairs } from './label-pairs.ts';

/** A stretch that two label tracks call differently. */
export interface Disagreement extends Span {
  /** What the reference says, or the first of two models. */
  readonly first: string;
  /** What the hypothesis says, or the second model. */
  readonly second: string;
  /** How sure the network is of its label here, or the less sure of two, in [0, 1]. */
  readonly certainty: number;
}

export type DisagreementKind = 'missed' | 'false alarm' | 'confused';

export type DisagreementOrder = 'longest first' | 'most certain first' | 'in time';

/** Times that differ by less are equal: their decimals are binary. */
const ROUNDING_SECONDS = 1e-6;

/**
 * Where two label tracks differ. Time that only one of them covers is no disagreement.
 *
 * @param first sorted by start, one label at a time; the reference, or one model's hypothesis
 * @param second likewise; the hypothesis
 * @param certaintyOf how sure of its label the network is, or the less sure of two, over such a stretch
 * @returns in time; stretches of the same two labels that touch are one
 * @example findDisagreements(reference, hypothesis, ({ start, end, second }) => meanPosterior(track, start, end, second))
 */
export function findDisagreements(
  first: readonly Segment[],
  second: readonly Segment[],
  certaintyOf: (stretch: Omit<Disagreement, 'certainty'>) => number,
): Disagreement[] {
  const found: Omit<Disagreement, 'certainty'>[] = [];
  for (const pair of labelPairs(first, second)) {
    if (pair.first.label === pair.second.label) continue;
    const stretch = { start: pair.start, end: pair.end, first: pair.first.label, second: pair.second.label };
    const last = found.at(-1);
    const touches = last && stretch.start - last.end <= ROUNDING_SECONDS;
    if (touches && last.first === stretch.first && last.second === stretch.second)
      found[found.length - 1] = { ...last, end: stretch.end };
    else found.push(stretch);
  }
  return found.map((stretch) => ({ ...stretch, certainty: certaintyOf(stretch) }));
}

/**
 * The disagreements worth a look, in the order of looking.
 *
 * @param minSeconds shorter ones are left out
 * @example listDisagreements(disagreements, 0.1, 'longest first')[0] // the longest of all
 */
export function listDisagreements(
  disagreements: readonly Disagreement[],
  minSeconds: number,
  order: DisagreementOrder,
): Disagreement[] {
  const long = disagreements.filter(({ start, end }) => end - start >= minSeconds - ROUNDING_SECONDS);
  if (order === 'longest first') return long.sort((a, b) => b.end - b.start - (a.end - a.start));
  if (order === 'most certain first') return long.sort((a, b) => b.certainty - a.certainty);
  return long;
}

/**
 * What went wrong, seen from a reference: the background label instead of another was missed, another instead of it is a false
 * alarm, and all else is confused.
 *
 * @param background the label of what is merely not the others, or null
 * @example kindOf({ first: 'speech', second: 'noise', … }, 'noise') // 'missed'
 */
export function kindOf({ first, second }: Disagreement, background: string | null): DisagreementKind {
  if (second === background) return 'missed';
  return first === background ? 'false alarm' : 'confused';
}

/**
 * How sure a network is of a label over a stretch of time.
 *
 * @param start seconds
 * @param end seconds, after `start`
 * @param label one of the track's
 * @returns mean posterior of the frames there, of the nearest one where the stretch is shorter than a frame's step; in [0, 1]
 * @example meanPosterior(track, 1.2, 1.8, 'speech') // 0.83
 */
export function meanPosterior(track: Posteriors, start: number, end: number, label: string): number {
  const { values, frames, labels, grid } = track;
  const column = labels.indexOf(label);
  const from = Math.min(Math.max(0, grid.frameAt(start)), frames - 1);
  const to = Math.max(from + 1, Math.min(grid.frameAt(end), frames));
  let sum = 0;
  for (let frame = from; frame < to; frame++) sum += values[frame * labels.length + column]!;
  return Math.min(1, sum / (to - from));
}
