/**
 * The labelled frames as a question of two answers: is it this label, or another? What the ROC, precision-recall and the floors
 * are computed from.
 *
 * @param scores one per frame, such as {@link column} of the posteriors
 * @param targets label index of every frame, -1 where it is unlabelled
 * @param label index of the label that counts as positive
 * @returns the scores of the labelled frames, and 1 where the frame has the label, else 0
 * @throws RangeError when the lengths differ
 * @example oneAgainstRest(Float32Array.of(0.9, 0.4, 0.1), [1, -1, 0], 1) // scores [0.9, 0.1], targets [1, 0]
 */
export function oneAgainstRest(
  scores: Float32Array,
  targets: ArrayLike<number>,
  label: number,
): { readonly scores: Float32Array; readonly targets: Uint8Array } {
  if (scores.length !== targets.length) {
    throw new RangeError(
      `${scores.length} scores, but ${targets.length} targets: give one target for every score`,
    );
  }
  const isLabelled = (_: number, frame: number) => targets[frame] !== -1;
  const isLabel = new Uint8Array(targets.length).map((_, frame) => (targets[frame] === label ? 1 : 0));
  return { scores: scores.filter(isLabelled), targets: isLabel.filter(isLabelled) };
}

/**
 * One column of a row-major matrix, such as the posteriors of one label.
 *
 * @param values row-major [rows][columns]
 * @returns [rows]
 * @throws RangeError when the length is no multiple of `columns`, or there is no such column
 * @example column(Float32Array.of(0.2, 0.8, 0.7, 0.3), 2, 1) // [0.8, 0.3]
 */
export function column(values: Float32Array, columns: number, index: number): Float32Array {
  if (!(Number.isInteger(index) && index >= 0 && index < columns) || values.length % columns !== 0) {
    throw new RangeError(`column ${index} of ${values.length} values in rows of ${columns} does not exist`);
  }
  return new Float32Array(values.length / columns).map((_, row) => values[row * columns + index]!);
}
