import { concatenate } from '@earmark/dsp';

/** Rows of numbers to be told apart, such as embeddings of windows. */
export interface CountedRows {
  /** Row-major `[rows][units]`. */
  readonly values: Float32Array;
  /** How often each row has each label, row-major `[rows][labels]`; not only whole numbers. */
  readonly counts: Float32Array;
  readonly units: number;
  readonly labels: number;
}

export const rowCount = ({ counts, labels }: CountedRows): number => counts.length / labels;

/** The rows of all, one after the other. */
export const joinRows = (parts: readonly CountedRows[]): CountedRows => ({
  units: parts[0]?.units ?? 0,
  labels: parts[0]?.labels ?? 0,
  values: concatenate(parts.map(({ values }) => values)),
  counts: concatenate(parts.map(({ counts }) => counts)),
});

/** The rows from `from` up to `to`. */
export const sliceRows = (
  { values, counts, units, labels }: CountedRows,
  from: number,
  to: number,
): CountedRows => ({
  units,
  labels,
  values: values.subarray(from * units, to * units),
  counts: counts.subarray(from * labels, to * labels),
});

/** How often each label is counted. */
export function labelTotals({ counts, labels }: CountedRows): number[] {
  const totals = new Array<number>(labels).fill(0);
  counts.forEach((count, i) => (totals[i % labels]! += count));
  return totals;
}
