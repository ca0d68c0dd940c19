import type { Segment } from '@earmark/dataset';
import type { Decision } from '../contract.ts';
import type { Posteriors } from '../inference/posteriors.ts';
import { segmentPosteriors } from '../inference/segmenter.ts';
import { detectionErrorRate, sumDetectionErrors } from './detection-error-rate.ts';

/** What a network heard in a recording of the validation split, and what there is to hear. */
export interface TuningRecording {
  readonly posteriors: Posteriors;
  readonly reference: readonly Segment[];
  readonly durationSeconds: number;
}

type Tuned = Required<Omit<Decision, 'background'>>;

const THRESHOLDS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];
const THRESHOLD_PAIRS = THRESHOLDS.flatMap((onset) =>
  THRESHOLDS.filter((offset) => offset <= onset).map((offset) => ({ onset, offset })),
);
const PADDING_SECONDS = [0, 0.02, 0.05, 0.1, 0.15, 0.2];
const MIN_GAP_SECONDS = [0, 0.05, 0.1, 0.2, 0.3, 0.5, 0.8];
const MIN_SEGMENT_SECONDS = [0, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5];

/** Each round goes over all parts once; more than a few rounds change nothing. */
const MAX_ROUNDS = 4;

/** Error rates that differ by less are equal: their sums are rounded. */
const EQUAL_RATES = 1e-9;

/**
 * Chooses thresholds, padding and minimum durations so that the detection error rate of one label is lowest, over all recordings
 * together: part by part over a fixed grid, again and again until nothing changes (coordinate descent). Equal rates are decided for
 * what lies nearest to the start. Only recordings of the validation split may be given: what a decision is tuned on can't judge
 * it. Time that a reference leaves without the label counts as free of it: leave out recordings that are labelled in part.
 *
 * @param start is the decision that is tuned; its background stays
 * @param label the foreground label that is to be detected
 * @param collarSeconds whole width of the collar around a boundary, as in `detectionErrorRate`
 * @returns a decision whose rate is never higher than that of `start`; `start` itself where the label is in no reference
 * @throws RangeError as `detectionErrorRate`
 * @example tuneDecision(validation, contract.decision, 'speech') // { …, onset: 0.6, offset: 0.4, paddingSeconds: 0.05, … }
 */
export function tuneDecision(
  recordings: readonly TuningRecording[],
  start: Decision,
  label: string,
  collarSeconds = 0,
): Decision {
  if (!recordings.some(({ reference }) => reference.some((segment) => segment.label === label))) return start;
  const rates = new Map<string, number>();

  function rateOf(decision: Decision): number {
    const key = JSON.stringify(decision);
    const known = rates.get(key);
    if (known !== undefined) return known;
    const errors = recordings.map(({ posteriors, reference, durationSeconds }) =>
      detectionErrorRate(reference, segmentPosteriors(posteriors, decision, durationSeconds), {
        label,
        durationSeconds,
        collarSeconds,
      }),
    );
    const rate = sumDetectionErrors(errors).rate ?? 0;
    rates.set(key, rate);
    return rate;
  }

  const begin = { ...start, paddingSeconds: start.paddingSeconds ?? 0 };
  let best = begin;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const before = best;
    for (const values of valuesAround(begin)) {
      const nearestFirst = values
        .map((part) => ({ ...best, ...part }))
        .sort((a, b) => distance(a, begin) - distance(b, begin));
      best = nearestFirst.reduce((lowest, tried) =>
        rateOf(tried) < rateOf(lowest) - EQUAL_RATES ? tried : lowest,
      );
    }
    if (distance(best, before) === 0) break;
  }
  return rateOf(best) < rateOf(begin) ? best : start;
}

/** What is tried of each part of a decision, the start's own values first. The thresholds depend on each other: they are tried in pairs. */
const valuesAround = ({ onset, offset, ...begin }: Tuned): readonly (readonly Partial<Tuned>[])[] => [
  [{ onset, offset }, ...THRESHOLD_PAIRS],
  [begin.paddingSeconds, ...PADDING_SECONDS].map((paddingSeconds) => ({ paddingSeconds })),
  [begin.minGapSeconds, ...MIN_GAP_SECONDS].map((minGapSeconds) => ({ minGapSeconds })),
  [begin.minSegmentSeconds, ...MIN_SEGMENT_SECONDS].map((minSegmentSeconds) => ({ minSegmentSeconds })),
];

const PARTS = ['onset', 'offset', 'paddingSeconds', 'minGapSeconds', 'minSegmentSeconds'] as const;

const distance = (a: Tuned, b: Tuned): number =>
  PARTS.reduce((sum, part) => sum + Math.abs(a[part] - b[part]), 0);
