import { cholesky, solveCholesky } from './cholesky.ts';
import type { CountedRows } from './counted-rows.ts';
import { minimize, type Objective } from './minimize.ts';

/** Of those the curvature is learned. */
const CURVATURE_ROWS_PER_UNIT = 4;

/**
 * Fits multinomial logistic regression with an L2 penalty: the minimum of the mean cross-entropy over all counts, in nats, plus
 * `l2 / 2` times the sum of the squared weights; biases are free. There is one minimum, so the result depends on nothing else.
 * scikit-learn calls the same `LogisticRegression(C=1 / (l2 * counts))`.
 *
 * @param l2 above 0
 * @param tolerance how far any element of the gradient may be from 0 in the end
 * @returns label by label the weights and then the bias: `[labels][units + 1]`
 * @throws RangeError where nothing is counted
 * @example
 * const rows = { values: Float32Array.of(-1, 1), counts: Float32Array.of(1, 0, 0, 1), units: 1, labels: 2 };
 * fitLogisticRegression(rows, 0.1); // [-1.06, 0, 1.06, 0]
 */
export function fitLogisticRegression(rows: CountedRows, l2: number, tolerance = 1e-6): Float64Array {
  for (const parameters of logisticRegressions(rows, [l2], tolerance)) return parameters;
  throw new Error('no penalty was fitted');
}

/**
 * Fits one penalty after the other, each once it is asked for: that costs less than to fit them apart, as each starts where the one
 * before ended.
 *
 * @param l2s penalties, the strongest first
 * @example for (const parameters of logisticRegressions(train, [1, 0.1, 0.01])) console.log(meanCrossEntropy(heldOut, parameters));
 */
export function* logisticRegressions(
  rows: CountedRows,
  l2s: readonly number[],
  tolerance: number,
): Generator<Float64Array, undefined> {
  const { units, labels } = rows;
  if (!rows.counts.some((count) => count > 0)) throw new RangeError('no row has a label: label some');
  const size = units + 1;
  const curved = curvature(rows);
  let parameters: Float64Array = new Float64Array(labels * size);
  for (const l2 of l2s) {
    const penalized = curved.map((each, i) => (i % (size + 1) === 0 && i < units * size ? each + l2 : each));
    const lower = cholesky(penalized, size);
    const precondition = (values: Float64Array) => {
      for (let at = 0; at < values.length; at += size) solveCholesky(lower, values.subarray(at, at + size));
    };
    const objective: Objective = (at, gradient) => penalizedLoss(rows, l2, at, gradient);
    parameters = minimize(objective, parameters, precondition, tolerance);
    yield parameters;
  }
}

/**
 * How much the cross-entropy is curved in the parameters of one label, at most (Böhning 1992): half the mean product of each two of a
 * row's values, 1 for the bias among them. It speeds the fit up and does not change it, so a few rows for each unit are enough.
 *
 * @returns `[units + 1][units + 1]`, its lower triangle only
 */
function curvature({ values, units }: CountedRows): Float64Array {
  const size = units + 1;
  const products = new Float64Array(size * size);
  const every = Math.ceil(values.length / units / (CURVATURE_ROWS_PER_UNIT * size));
  const share = every / (2 * (values.length / units));
  for (let at = 0; at < values.length; at += every * units) {
    for (let i = 0; i < units; i++) {
      const scaled = share * values[at + i]!;
      for (let j = 0; j <= i; j++) products[i * size + j]! += scaled * values[at + j]!;
      products[units * size + i]! += scaled;
    }
    products[units * size + units]! += share;
  }
  return products;
}

/**
 * Mean cross-entropy of rows, in nats.
 *
 * @param parameters as `fitLogisticRegression` returns them
 * @example meanCrossEntropy(rows, new Float64Array(labels * (units + 1))) // Math.log(labels)
 */
export const meanCrossEntropy = (rows: CountedRows, parameters: Float64Array): number =>
  penalizedLoss(rows, 0, parameters);

/** What is minimized; its gradient is written where one is asked for. */
export function penalizedLoss(
  { values, counts, units, labels }: CountedRows,
  l2: number,
  parameters: Float64Array,
  gradient?: Float64Array,
): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const width = units + 1;
  const logits = new Float64Array(labels);
  let loss = 0;
  gradient?.fill(0);
  for (let row = 0, at = 0; at < values.length; row++, at += units) {
    let count = 0;
    let top = -Infinity;
    for (let label = 0; label < labels; label++) {
      const weights = label * width;
      let logit = parameters[weights + units]!;
      for (let unit = 0; unit < units; unit++) logit += parameters[weights + unit]! * values[at + unit]!;
      logits[label] = logit;
      if (logit > top) top = logit;
      count += counts[row * labels + label]!;
    }
    let sum = 0;
    for (let label = 0; label < labels; label++) sum += Math.exp(logits[label]! - top);
    const logSum = top + Math.log(sum);
    for (let label = 0; label < labels; label++) {
      const seen = counts[row * labels + label]!;
      if (seen > 0) loss += seen * (logSum - logits[label]!);
      if (!gradient) continue;
      const weights = label * width;
      const surplus = (count * Math.exp(logits[label]! - logSum) - seen) / total;
      for (let unit = 0; unit < units; unit++) gradient[weights + unit]! += surplus * values[at + unit]!;
      gradient[weights + units]! += surplus;
    }
  }
  loss /= total;
  for (let label = 0; label < labels; label++)
    for (let at = label * width; at < label * width + units; at++) {
      loss += (l2 / 2) * parameters[at]! ** 2;
      if (gradient) gradient[at]! += l2 * parameters[at]!;
    }
  return loss;
}
