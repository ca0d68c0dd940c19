import type { Decision } from '@earmark/models';

/** The parts of a decision as a person sets them: hysteresis is how far the offset lies below the onset. */
export type DecisionPart = 'onset' | 'hysteresis' | 'minSegmentSeconds' | 'minGapSeconds' | 'paddingSeconds';

/** One slider. */
export interface DecisionField {
  readonly part: DecisionPart;
  readonly title: string;
  /** Seconds, or nothing for a probability. */
  readonly unit?: 's';
  /** What it does, in plain words. */
  readonly explanation: string;
  /** The right end of the slider; a number above it can still be typed where `most` allows it. */
  readonly reach: number;
  readonly most: number;
  /** Says nothing to a model without a background label. */
  readonly needsBackground: boolean;
}

/** All sliders step by this. */
export const DECISION_STEP = 0.01;

/** Longer durations than this decide nothing that a person could want. */
const MOST_SECONDS = 60;

/** The sliders, from the one that matters most. */
export const decisionFields: readonly DecisionField[] = [
  {
    part: 'onset',
    title: 'Threshold',
    explanation: 'A label begins where its posterior reaches this.',
    reach: 1,
    most: 1,
    needsBackground: false,
  },
  {
    part: 'hysteresis',
    title: 'Hysteresis',
    explanation: 'It goes on until the posterior falls this far below the threshold.',
    reach: 1,
    most: 1,
    needsBackground: false,
  },
  {
    part: 'minSegmentSeconds',
    title: 'Shortest segment',
    unit: 's',
    explanation: 'Shorter segments are dropped.',
    reach: 2,
    most: MOST_SECONDS,
    needsBackground: false,
  },
  {
    part: 'minGapSeconds',
    title: 'Shortest gap',
    unit: 's',
    explanation: 'Shorter gaps between two segments of one label are closed.',
    reach: 2,
    most: MOST_SECONDS,
    needsBackground: true,
  },
  {
    part: 'paddingSeconds',
    title: 'Padding',
    unit: 's',
    explanation: 'Every segment begins this much earlier and ends this much later.',
    reach: 0.5,
    most: MOST_SECONDS,
    needsBackground: true,
  },
];

/**
 * What a slider shows of a decision.
 *
 * @example partOf({ …, onset: 0.6, offset: 0.4 }, 'hysteresis') // 0.2
 */
export function partOf(decision: Decision, part: DecisionPart): number {
  return part === 'hysteresis' ? rounded(decision.onset - decision.offset) : (decision[part] ?? 0);
}

/**
 * A decision with one part set anew, within its bounds.
 *
 * @param value in the field's unit; what lies outside its bounds becomes the nearest bound, and what is no number changes nothing
 * @param hysteresis how far the offset should stay below a new onset; the offset stops at 0
 * @returns a decision whose offset is not above its onset
 * @example changePart({ …, onset: 0.6, offset: 0.4 }, 'onset', 0.7) // { …, onset: 0.7, offset: 0.5 }
 */
export function changePart(
  decision: Decision,
  part: DecisionPart,
  value: number,
  hysteresis: number = partOf(decision, 'hysteresis'),
): Decision {
  if (Number.isNaN(value)) return decision;
  const { most } = decisionFields.find((field) => field.part === part)!;
  const bounded = rounded(Math.min(Math.max(value, 0), most));
  if (part === 'hysteresis') return { ...decision, offset: offsetBelow(decision.onset, bounded) };
  if (part === 'onset') return { ...decision, onset: bounded, offset: offsetBelow(bounded, hysteresis) };
  return { ...decision, [part]: bounded };
}

/**
 * Whether two decisions give the same segments.
 *
 * @example sameDecision(contract.decision, { ...contract.decision }) // true
 */
export function sameDecision(a: Decision, b: Decision): boolean {
  return (
    a.background === b.background && decisionFields.every(({ part }) => partOf(a, part) === partOf(b, part))
  );
}

function offsetBelow(onset: number, hysteresis: number): number {
  return rounded(Math.max(0, onset - hysteresis));
}

/** 0.7 - 0.2 is 0.5 and not a little less: a frame whose posterior is exactly the offset still holds. */
function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
