/** The temperatures {@link fitTemperature} chooses from: beyond them posteriors are all but one-hot, or all but uniform. */
const coldest = 0.05;
const hottest = 20;

/**
 * Turns logits into posteriors, softmax(logits / temperature) in each frame. A temperature above 1 makes them less certain,
 * below 1 more; the order of the labels never changes.
 *
 * @param logits row-major [frames][classes]
 * @param classes number of labels
 * @param temperature greater than 0
 * @returns row-major [frames][classes], each row in [0, 1] with sum 1
 * @throws RangeError when the length is no multiple of `classes`, or the temperature is not greater than 0
 * @example softmax(Float32Array.of(0, Math.log(3)), 2, 1) // [0.25, 0.75]
 */
export function softmax(logits: Float32Array, classes: number, temperature = 1): Float32Array {
  assertRows(logits, classes);
  if (!(temperature > 0))
    throw new RangeError(`temperature is ${temperature}, expected a number greater than 0`);
  const posteriors = new Float32Array(logits.length);
  for (let row = 0; row < logits.length; row += classes) {
    let largest = -Infinity;
    for (let i = row; i < row + classes; i++) largest = Math.max(largest, logits[i]!);
    let sum = 0;
    for (let i = row; i < row + classes; i++)
      sum += posteriors[i] = Math.exp((logits[i]! - largest) / temperature);
    for (let i = row; i < row + classes; i++) posteriors[i]! /= sum;
  }
  return posteriors;
}

/**
 * The temperature that makes held-out posteriors as calibrated as one number can: it minimises the mean negative log-likelihood
 * of softmax(logits / T) (temperature scaling, Guo et al. 2017, section 4.2). Fit it on the validation split, never on training
 * or test frames.
 *
 * In 1 / T the loss is convex, so its slope has at most one root: bisection over log T finds it, or the end of the range.
 *
 * @param logits row-major [frames][classes], of temperature 1; finite. Logarithms of posteriors will do.
 * @param targets label index of every frame, -1 where it is unlabelled
 * @param classes number of labels
 * @returns in [0.05, 20]; an end of that range where the best temperature lies beyond it, as for logits that are always right
 * @throws RangeError when lengths do not match, a logit is not finite, a target is no label index, or no frame is labelled
 * @example fitTemperature(Float32Array.of(0, 4, 0, 4, 0, 4, 0, 4), [1, 1, 1, 0], 2) // 4 / ln 3 = 3.641: right 3 times in 4
 */
export function fitTemperature(logits: Float32Array, targets: ArrayLike<number>, classes: number): number {
  assertRows(logits, classes);
  assertTargets(logits, targets, classes);
  let low = coldest;
  let high = hottest;
  while (high / low > 1 + 1e-7) {
    const middle = Math.sqrt(low * high);
    if (likelihoodSlope(logits, targets, classes, 1 / middle) > 0) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
}

/** The derivative by `scale` of the summed negative log-likelihood of softmax(scale · logits): rising in `scale`. */
function likelihoodSlope(
  logits: Float32Array,
  targets: ArrayLike<number>,
  classes: number,
  scale: number,
): number {
  let slope = 0;
  for (let frame = 0; frame < targets.length; frame++) {
    const target = targets[frame]!;
    if (target === -1) continue;
    const row = frame * classes;
    let largest = -Infinity;
    for (let i = row; i < row + classes; i++) largest = Math.max(largest, logits[i]!);
    let weights = 0;
    let weighted = 0;
    for (let i = row; i < row + classes; i++) {
      const distance = logits[i]! - largest;
      const weight = Math.exp(scale * distance);
      weights += weight;
      weighted += weight * distance;
    }
    slope += weighted / weights - (logits[row + target]! - largest);
  }
  return slope;
}

function assertRows(logits: Float32Array, classes: number): void {
  if (!Number.isInteger(classes) || classes < 1 || logits.length % classes !== 0) {
    throw new RangeError(`${logits.length} logits do not make rows of ${classes} labels`);
  }
}

function assertTargets(logits: Float32Array, targets: ArrayLike<number>, classes: number): void {
  if (targets.length !== logits.length / classes) {
    throw new RangeError(
      `${logits.length / classes} rows of logits, but ${targets.length} targets: give one for every frame`,
    );
  }
  const bad = logits.findIndex((logit) => !Number.isFinite(logit));
  if (bad >= 0)
    throw new RangeError(
      `logit of frame ${Math.floor(bad / classes)} is ${logits[bad]}, expected a finite number`,
    );
  let labelled = 0;
  for (let frame = 0; frame < targets.length; frame++) {
    const target = targets[frame]!;
    if (!Number.isInteger(target) || target < -1 || target >= classes) {
      throw new RangeError(
        `target ${frame} is ${target}, expected -1 or a label index from 0 to ${classes - 1}`,
      );
    }
    if (target >= 0) labelled++;
  }
  if (labelled === 0) throw new RangeError('no frame is labelled: a temperature needs labelled frames');
}
