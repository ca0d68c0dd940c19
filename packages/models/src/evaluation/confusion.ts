/** Counts of frames: row = label of the reference, column = label of the hypothesis. */
export type ConfusionMatrix = readonly (readonly number[])[];

/** How well one label is found; each in [0, 1], NaN where it is undefined. */
export interface PrecisionRecallF1 {
  /** Share of the frames given this label that are right; NaN when none was given it. */
  readonly precision: number;
  /** Share of the frames of this label that were found; NaN when there is none. */
  readonly recall: number;
  /** Harmonic mean of both; NaN when the label occurs neither in the reference nor in the hypothesis. */
  readonly f1: number;
}

/**
 * Counts how often each label of the reference was given each label by the classifier.
 *
 * @param predicted label index of every frame in the hypothesis
 * @param targets label index of every frame in the reference
 * @param classes number of labels
 * @returns [classes][classes] counts, rows reference, columns hypothesis
 * @throws RangeError when the lengths differ or an index is not a whole number in [0, classes)
 * @example confusionMatrix([1, 1, 0], [1, 0, 0], 2) // [[1, 1], [0, 1]]
 */
export function confusionMatrix(
  predicted: ArrayLike<number>,
  targets: ArrayLike<number>,
  classes: number,
): ConfusionMatrix {
  if (predicted.length !== targets.length) {
    throw new RangeError(
      `${predicted.length} predictions, but ${targets.length} targets: give one for every frame`,
    );
  }
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let frame = 0; frame < targets.length; frame++) {
    const row = counts[targets[frame]!];
    const column = predicted[frame]!;
    if (row === undefined) throw unknownClass('target', frame, targets[frame]!, classes);
    if (row[column] === undefined) throw unknownClass('prediction', frame, column, classes);
    row[column]++;
  }
  return counts;
}

function unknownClass(what: string, frame: number, value: number, classes: number): RangeError {
  return new RangeError(`${what} ${frame} is ${value}, expected a label index from 0 to ${classes - 1}`);
}

/**
 * Precision, recall and F1 of one label. Undefined values are NaN and not 0: a recording without speech has no speech recall,
 * and an average must not count it as a failure (scikit-learn's `zero_division=nan`).
 *
 * @param confusion rows reference, columns hypothesis
 * @param positiveClass index of the label
 * @throws RangeError when the matrix has no such label
 * @example precisionRecallF1([[1, 1], [0, 1]], 1) // { precision: 0.5, recall: 1, f1: 0.6667 }
 */
export function precisionRecallF1(confusion: ConfusionMatrix, positiveClass: number): PrecisionRecallF1 {
  const row = confusion[positiveClass];
  if (row === undefined)
    throw new RangeError(
      `positive class is ${positiveClass}, expected a label index from 0 to ${confusion.length - 1}`,
    );
  const hits = row[positiveClass]!;
  const inReference = sum(row);
  const inHypothesis = sum(confusion.map((each) => each[positiveClass]!));
  return {
    precision: hits / inHypothesis,
    recall: hits / inReference,
    f1: (2 * hits) / (inReference + inHypothesis),
  };
}

/**
 * The share of frames whose label is right, in [0, 1]; NaN for a matrix without frames.
 *
 * @param confusion rows reference, columns hypothesis
 * @example accuracy([[1, 1], [0, 1]]) // 0.6667
 */
export function accuracy(confusion: ConfusionMatrix): number {
  return sum(confusion.map((row, label) => row[label]!)) / sum(confusion.flat());
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
