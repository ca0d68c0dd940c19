/** The frames whose confidence lies in (lower, upper]. */
export interface ReliabilityBin {
  readonly lower: number;
  readonly upper: number;
  readonly frames: number;
  /** Mean confidence of these frames; NaN in an empty bin. */
  readonly confidence: number;
  /** Share of them that are right; NaN in an empty bin. */
  readonly accuracy: number;
}

/** The labelled frames of a recording or split, judged. */
export interface Outcomes {
  /** Label index of every labelled frame in the reference. */
  readonly reference: Int32Array;
  /** Its likeliest label, the first of equals. */
  readonly predicted: Int32Array;
  /** The posterior of that label, in [0, 1]. */
  readonly confidences: Float32Array;
  /** 1 where that label is right, else 0. */
  readonly correct: Uint8Array;
}

/**
 * Judges every labelled frame by its likeliest label; unlabelled frames are left out.
 *
 * @param posteriors row-major [frames][classes], in [0, 1]
 * @param targets label index of every frame, -1 where it is unlabelled
 * @param classes number of labels
 * @throws RangeError when there is not one target for every row
 * @example outcomes(Float32Array.of(0.2, 0.8, 0.7, 0.3), [1, 1], 2) // predicted [1, 0], confidences [0.8, 0.7], correct [1, 0]
 */
export function outcomes(posteriors: Float32Array, targets: ArrayLike<number>, classes: number): Outcomes {
  if (posteriors.length !== targets.length * classes) {
    throw new RangeError(
      `${posteriors.length} posteriors do not make ${targets.length} rows of ${classes} labels`,
    );
  }
  const reference = Int32Array.from(targets).filter((target) => target !== -1);
  const predicted = new Int32Array(reference.length);
  const confidences = new Float32Array(reference.length);
  for (let frame = 0, row = 0; row < reference.length; frame++) {
    if (targets[frame] === -1) continue;
    let likeliest = 0;
    for (let label = 1; label < classes; label++) {
      if (posteriors[frame * classes + label]! > posteriors[frame * classes + likeliest]!) likeliest = label;
    }
    predicted[row] = likeliest;
    confidences[row++] = posteriors[frame * classes + likeliest]!;
  }
  const correct = new Uint8Array(reference.length).map((_, row) =>
    predicted[row] === reference[row] ? 1 : 0,
  );
  return { reference, predicted, confidences, correct };
}

/**
 * The reliability diagram of a classifier: frames binned by confidence, and how often each bin is right. A calibrated
 * classifier has accuracy = confidence in every bin (Guo, Pleiss, Sun and Weinberger 2017, "On Calibration of Modern Neural
 * Networks", section 2).
 *
 * @param confidences posterior of the chosen label of every frame, in [0, 1]
 * @param correct 1 where that label is right, else 0
 * @param bins number of equally wide bins over [0, 1]
 * @throws RangeError when the lengths differ, a confidence lies outside [0, 1], or `bins` is not a positive whole number
 * @example reliability(Float32Array.of(0.9, 0.8, 0.2), [1, 0, 0], 2)
 *   // [{ lower: 0, upper: 0.5, frames: 1, confidence: 0.2, accuracy: 0 }, { lower: 0.5, upper: 1, frames: 2, confidence: 0.85, accuracy: 0.5 }]
 */
export function reliability(
  confidences: Float32Array,
  correct: ArrayLike<number>,
  bins = 15,
): readonly ReliabilityBin[] {
  if (confidences.length !== correct.length) {
    throw new RangeError(
      `${confidences.length} confidences, but ${correct.length} outcomes: give one for every frame`,
    );
  }
  if (!Number.isInteger(bins) || bins < 1)
    throw new RangeError(`bins is ${bins}, expected a positive whole number`);
  const frames = new Float64Array(bins);
  const confidence = new Float64Array(bins);
  const right = new Float64Array(bins);
  confidences.forEach((value, frame) => {
    if (!(value >= 0 && value <= 1))
      throw new RangeError(`confidence ${frame} is ${value}, expected a value from 0 to 1`);
    const bin = Math.max(0, Math.ceil(value * bins) - 1);
    frames[bin]! += 1;
    confidence[bin]! += value;
    right[bin]! += correct[frame]!;
  });
  return Array.from(frames, (count, bin) => ({
    lower: bin / bins,
    upper: (bin + 1) / bins,
    frames: count,
    confidence: confidence[bin]! / count,
    accuracy: right[bin]! / count,
  }));
}

/**
 * Expected calibration error: the distance between confidence and accuracy, averaged over the frames (Guo et al. 2017,
 * equation 3).
 *
 * @param diagram the bins of {@link reliability}
 * @returns in [0, 1], 0 is perfectly calibrated; NaN when there are no frames
 * @example expectedCalibrationError(reliability(Float32Array.of(0.9, 0.8), [1, 0], 2)) // |0.85 - 0.5| = 0.35
 */
export function expectedCalibrationError(diagram: readonly ReliabilityBin[]): number {
  let distance = 0;
  let frames = 0;
  for (const bin of diagram) {
    if (bin.frames > 0) distance += bin.frames * Math.abs(bin.confidence - bin.accuracy);
    frames += bin.frames;
  }
  return distance / frames;
}
