import type { Segment } from '@earmark/dataset';

/** How much of a recording one label takes. */
export interface LabelShare {
  readonly label: string;
  readonly segments: number;
  /** Of the time that the segments cover, in [0, 1]. */
  readonly share: number;
}

/**
 * How often and how long each label was heard.
 *
 * @param segments of one recording
 * @param labels in the order of the answer; those that were not heard are there with zeros
 * @example summarize([{ start: 0, end: 3, label: 'speech' }], ['noise', 'speech'])[1] // { label: 'speech', segments: 1, share: 1 }
 */
export function summarize(segments: readonly Segment[], labels: readonly string[]): LabelShare[] {
  const lengthOf = (some: readonly Segment[]) => some.reduce((sum, { start, end }) => sum + end - start, 0);
  const whole = lengthOf(segments);
  return labels.map((label) => {
    const own = segments.filter((segment) => segment.label === label);
    return { label, segments: own.length, share: whole > 0 ? lengthOf(own) / whole : 0 };
  });
}
