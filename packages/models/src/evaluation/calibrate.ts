import { z } from 'zod';
import { applyIsotonic, fitIsotonic, type IsotonicCurve } from './isotonic.ts';
import { column, oneAgainstRest } from './one-against-rest.ts';
import { softmax } from './temperature.ts';

const isotonicCurveSchema = z
  .array(z.strictObject({ score: z.number(), probability: z.number().min(0).max(1) }))
  .min(1)
  .refine(
    (knots) =>
      knots.every(
        ({ score, probability }, i) =>
          i === 0 || (score > knots[i - 1]!.score && probability >= knots[i - 1]!.probability),
      ),
    { message: 'must have knots of rising score whose probability does not fall' },
  )
  .readonly();

/** How logits become calibrated posteriors, as it travels in a contract. */
export const calibrationSchema = z.strictObject({
  temperature: z.number().positive(),
  isotonic: z.array(isotonicCurveSchema).readonly().optional(),
});

/**
 * Softmax at a temperature and, where there are curves, each posterior mapped by one: with two labels one curve, that of the second
 * label; with more labels one for each.
 */
export interface Calibration {
  readonly temperature: number;
  readonly isotonic?: readonly IsotonicCurve[] | undefined;
}

/** How many curves there are where there are any: two labels share one. */
export const curveCount = (classes: number): number => (classes === 2 ? 1 : classes);

/**
 * Turns logits into calibrated posteriors. With more than two labels each posterior is mapped by its own curve, one against the rest,
 * and the row is divided by its sum; where every curve says 0, the row stays as softmax gave it.
 *
 * @param logits row-major [frames][classes]
 * @param classes number of labels
 * @returns row-major [frames][classes], each row in [0, 1] with sum 1
 * @throws RangeError when the length is no multiple of `classes`, the temperature is not greater than 0, or curves are missing
 * @example calibrate(Float32Array.of(0, 0), 2, { temperature: 1, isotonic: [[{ score: 0.5, probability: 0.8 }]] }) // [0.2, 0.8]
 */
export function calibrate(
  logits: Float32Array,
  classes: number,
  { temperature, isotonic }: Calibration,
): Float32Array {
  const posteriors = softmax(logits, classes, temperature);
  if (!isotonic) return posteriors;
  const expected = curveCount(classes);
  if (isotonic.length !== expected) {
    throw new RangeError(
      `the calibration has ${isotonic.length} isotonic curves, expected ${expected} for ${classes} labels`,
    );
  }
  if (classes === 2) {
    const second = applyIsotonic(column(posteriors, 2, 1), isotonic[0]!);
    return posteriors.map((_, i) => (i % 2 === 1 ? second[i >> 1]! : 1 - second[i >> 1]!));
  }
  const mapped = isotonic.map((curve, label) => applyIsotonic(column(posteriors, classes, label), curve));
  for (let frame = 0; frame < posteriors.length / classes; frame++) {
    const sum = mapped.reduce((total, label) => total + label[frame]!, 0);
    if (sum === 0) continue;
    mapped.forEach((label, index) => (posteriors[frame * classes + index] = label[frame]! / sum));
  }
  return posteriors;
}

/**
 * The curves of {@link calibrate} for posteriors; unlabelled frames do not count.
 *
 * @param posteriors row-major [frames][classes], softmax at the calibration's temperature
 * @param targets label index of every frame, -1 where it is unlabelled
 * @returns null where a label does not occur, or no other does: nothing can be learnt about it
 */
export function fitIsotonicCurves(
  posteriors: Float32Array,
  targets: ArrayLike<number>,
  classes: number,
): readonly IsotonicCurve[] | null {
  const curves: IsotonicCurve[] = [];
  for (let label = classes === 2 ? 1 : 0; label < classes; label++) {
    const one = oneAgainstRest(column(posteriors, classes, label), targets, label);
    if (!one.targets.includes(1) || !one.targets.includes(0)) return null;
    curves.push(fitIsotonic(one.scores, one.targets));
  }
  return curves;
}
