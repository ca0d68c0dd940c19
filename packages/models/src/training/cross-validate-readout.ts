import { accuracy, precisionRecallF1 } from '../evaluation/confusion.ts';
import { rowCount, type CountedRows } from './counted-rows.ts';
import type { ReadoutExamples } from './readout-examples.ts';
import { readoutFolds } from './readout-folds.ts';
import { fitReadout, type Readout } from './readout.ts';

/** How well readouts tell labels that were kept from them. */
export interface HeldOutAccuracy {
  /** Share of the frames whose label is right, in [0, 1]. */
  readonly accuracy: number;
  /** The mean over the labels of the share of their frames that is right, in [0, 1]: guessing one label always gives 1 / labels. */
  readonly balancedAccuracy: number;
  /** Parts of the examples that were held out, one after the other. */
  readonly folds: number;
}

/**
 * How well a readout does where nobody has labelled yet, guessed by cross-validation: each fold of `readoutFolds` is held out in turn
 * and judged by a readout of the others, with the penalty of the readout of all. Frames take the likeliest label, without a decision's
 * thresholds. Windows that overlap at the edge of a stretch make the guess a little too good where the examples come from one recording.
 *
 * @param examples see `readoutExamples`
 * @param readout what was fitted to all of them
 * @returns null where there is too little to tell: fewer than two folds, or a label that is in no fold without being missing in the others
 * @example crossValidateReadout(examples, fitReadout(examples, labels)) // { accuracy: 0.97, balancedAccuracy: 0.95, folds: 5 }
 */
export function crossValidateReadout(
  examples: readonly ReadoutExamples[],
  { labels, l2 }: Pick<Readout, 'labels' | 'l2'>,
): HeldOutAccuracy | null {
  const folds = readoutFolds(examples);
  const confusion = labels.map(() => new Array<number>(labels.length).fill(0));
  for (const { train, heldOut } of folds)
    countAnswers(confusion, heldOut, fitReadout([{ ...train, uri: 'fold' }], labels, l2));
  const recalls = labels.map((_, label) => precisionRecallF1(confusion, label).recall);
  if (folds.length < 2 || recalls.some(Number.isNaN)) return null;
  return {
    accuracy: accuracy(confusion),
    balancedAccuracy: recalls.reduce((sum, recall) => sum + recall, 0) / labels.length,
    folds: folds.length,
  };
}

/** Adds the counts of every row to the column of its likeliest label. */
function countAnswers(confusion: number[][], rows: CountedRows, { weights, bias }: Readout): void {
  const { values, counts, units, labels } = rows;
  for (let row = 0; row < rowCount(rows); row++) {
    let likeliest = 0;
    let highest = -Infinity;
    for (let label = 0; label < labels; label++) {
      let logit = bias[label]!;
      for (let unit = 0; unit < units; unit++)
        logit += values[row * units + unit]! * weights[unit * labels + label]!;
      if (logit > highest) [likeliest, highest] = [label, logit];
    }
    for (let label = 0; label < labels; label++)
      confusion[label]![likeliest]! += counts[row * labels + label]!;
  }
}
