import type { Annotation } from './annotation.ts';

/** How much time each label covers; a moment that two segments of one label cover counts once. */
export interface LabelSeconds {
  readonly perLabel: Readonly<Record<string, number>>;
  /** Time that any label covers. */
  readonly labelled: number;
  /** Time that more than one label covers. */
  readonly overlapping: number;
}

/**
 * Adds up the labels of a recording.
 *
 * @example labelSeconds(annotation) // { perLabel: { speech: 2.5, noise: 4 }, labelled: 6, overlapping: 0.5 }
 */
export function labelSeconds({ segments }: Annotation): LabelSeconds {
  const perLabel = new Map<string, number>();
  const ends = new Map<string, number>();
  let labelled = 0;
  let overlapping = 0;
  let coveredTo = 0;
  /** From here on no two labels have been seen at a time. */
  let overlappedTo = 0;
  for (const { start, end, label } of segments) {
    const from = Math.max(start, ends.get(label) ?? 0);
    if (end <= from) continue;
    ends.set(label, end);
    perLabel.set(label, (perLabel.get(label) ?? 0) + end - from);
    const overlapFrom = Math.max(from, overlappedTo);
    const overlapTo = Math.min(end, coveredTo);
    if (overlapTo > overlapFrom) {
      overlapping += overlapTo - overlapFrom;
      overlappedTo = overlapTo;
    }
    labelled += Math.max(0, end - Math.max(start, coveredTo));
    coveredTo = Math.max(coveredTo, end);
  }
  return { perLabel: Object.fromEntries(perLabel), labelled, overlapping };
}
