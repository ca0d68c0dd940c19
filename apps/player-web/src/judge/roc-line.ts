import type { Ranking } from '@earmark/models';

/** A point of a ROC curve; both in [0, 1]. */
export interface RocPoint {
  /** Share of what is not the label that is called by it. */
  readonly falsePositiveRate: number;
  /** Share of the label that is found. */
  readonly truePositiveRate: number;
}

/** Points nearer than this are one on a chart of some hundred pixels. */
const RESOLUTION = 1 / 250;

/**
 * The ROC curve with as few points as a chart can show, however many frames it was ranked from.
 *
 * @param ranking with frames of both kinds
 * @returns from (0, 0) to (1, 1), both rates rising; nowhere further from the whole curve than 1/250 of a rate
 * @example rocLine(rank(Float32Array.of(0.9, 0.1), [1, 0])) // (0, 0), (0, 1), (1, 1)
 */
export function rocLine(ranking: Ranking): RocPoint[] {
  const line: RocPoint[] = [{ falsePositiveRate: 0, truePositiveRate: 0 }];
  for (let i = 0; i < ranking.threshold.length; i++) {
    const point = pointAt(ranking, i);
    const last = line.at(-1)!;
    const along = point.falsePositiveRate - last.falsePositiveRate;
    const up = point.truePositiveRate - last.truePositiveRate;
    if (along >= RESOLUTION || up >= RESOLUTION || i === ranking.threshold.length - 1) line.push(point);
  }
  return line;
}

/**
 * Where a threshold lies on the ROC curve.
 *
 * @param threshold a frame counts as the label where its posterior is at least this
 * @example rocPointAt(rank(Float32Array.of(0.9, 0.1), [1, 0]), 0.5) // { falsePositiveRate: 0, truePositiveRate: 1 }
 */
export function rocPointAt(ranking: Ranking, threshold: number): RocPoint {
  let below = 0;
  for (let end = ranking.threshold.length; below < end;) {
    const middle = (below + end) >> 1;
    if (ranking.threshold[middle]! >= threshold) below = middle + 1;
    else end = middle;
  }
  return below === 0 ? { falsePositiveRate: 0, truePositiveRate: 0 } : pointAt(ranking, below - 1);
}

/**
 * Where decided frames lie on a ROC chart: with hysteresis and minimum durations that need not be on the curve.
 *
 * @param confusion rows reference, columns hypothesis; frames, or seconds
 * @param label index of the label
 * @returns null where the reference has only this label, or never
 * @example rocPointOf([[8, 2], [1, 9]], 1) // { falsePositiveRate: 0.2, truePositiveRate: 0.9 }
 */
export function rocPointOf(confusion: readonly (readonly number[])[], label: number): RocPoint | null {
  let [positives, negatives, falsePositives] = [0, 0, 0];
  confusion.forEach((row, reference) => {
    const all = row.reduce((sum, cell) => sum + cell, 0);
    if (reference === label) positives += all;
    else [negatives, falsePositives] = [negatives + all, falsePositives + row[label]!];
  });
  if (positives === 0 || negatives === 0) return null;
  return {
    falsePositiveRate: falsePositives / negatives,
    truePositiveRate: confusion[label]![label]! / positives,
  };
}

function pointAt({ truePositives, falsePositives, positives, negatives }: Ranking, index: number): RocPoint {
  return {
    falsePositiveRate: falsePositives[index]! / negatives,
    truePositiveRate: truePositives[index]! / positives,
  };
}
