import type { Segment } from '@earmark/dataset';

/** What a network is to learn from a person's labels. */
export interface Lesson {
  /** The labels that the segments use: those that the network knew first, in its order. */
  readonly labels: readonly string[];
  /** Seconds of each label. */
  readonly seconds: readonly number[];
  readonly totalSeconds: number;
  /** The label of what is not looked for, if it is among them. */
  readonly background: string | null;
  /** Why it can't be learned yet, in plain words. */
  readonly missing?: string;
}

const BACKGROUND = 'noise';

/**
 * What labels there are to learn from.
 *
 * @param reference what a person has labelled
 * @param known labels that the network tells apart now
 * @param background the label of what it doesn't look for
 * @example lessonOf([{ start: 0, end: 2, label: 'bird' }], ['noise', 'speech'], 'noise').missing // 'Label something that is not …'
 */
export function lessonOf(
  reference: readonly Segment[],
  known: readonly string[],
  background: string | null,
): Lesson {
  const seconds = new Map<string, number>();
  for (const { start, end, label } of reference) seconds.set(label, (seconds.get(label) ?? 0) + end - start);
  const fresh = [...seconds.keys()].filter((label) => !known.includes(label)).sort();
  const labels = [...known.filter((label) => seconds.has(label)), ...fresh];
  const own = [background, BACKGROUND].find((label) => label !== null && labels.includes(label));
  const missing = whatIsMissing(labels);
  return {
    labels,
    seconds: labels.map((label) => seconds.get(label)!),
    totalSeconds: [...seconds.values()].reduce((sum, each) => sum + each, 0),
    background: own ?? null,
    ...(missing && { missing }),
  };
}

function whatIsMissing(labels: readonly string[]): string | undefined {
  if (labels.length === 0)
    return 'Label some seconds first: drag over your own lane, or confirm what was heard.';
  if (labels.length === 1)
    return `Label something that is not ${labels[0]}, too: a network learns from the difference.`;
  return undefined;
}
