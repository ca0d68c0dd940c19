/** How one recording lies to another. */
export interface Alignment {
  /** B begins so many steps after A; negative where it begins before. */
  readonly offset: number;
  /** How much their envelopes then resemble each other: Pearson's correlation, -1..1; 0 where one of them never changes. */
  readonly correlation: number;
}

/**
 * Finds by how much one recording begins later than another, from their energy envelopes: the offset at which these correlate best
 * over the stretch that both have. Levels don't matter.
 *
 * @param a, b envelopes in the same steps, such as the `rms` of `descriptors`
 * @param mostOffset how far to look, in steps to either side; offsets that leave less than half of the shorter envelope are left out
 * @returns the best offset, of equally good ones the nearest to 0
 * @throws RangeError where an envelope is empty
 * @example alignEnvelopes(Float32Array.of(0, 0, 0, 1, 0), Float32Array.of(0, 1, 0, 0, 0), 3) // { offset: 2, correlation: 1 }
 */
export function alignEnvelopes(a: Float32Array, b: Float32Array, mostOffset: number): Alignment {
  const shorter = Math.min(a.length, b.length);
  if (shorter === 0) throw new RangeError('There is nothing to align: expected at least one value of each.');
  const sumsA = createRangeSums(a);
  const sumsB = createRangeSums(b);
  let best: Alignment = { offset: 0, correlation: -Infinity };
  for (let i = 0; i <= 2 * mostOffset; i++) {
    // 0, 1, -1, 2, -2 …
    const offset = i % 2 === 0 ? -i / 2 : (i + 1) / 2;
    const [fromA, fromB] = [Math.max(0, offset), Math.max(0, -offset)];
    const count = Math.min(a.length - fromA, b.length - fromB);
    if (count < shorter / 2) continue;
    let products = 0;
    for (let t = 0; t < count; t++) products += a[fromA + t]! * b[fromB + t]!;
    const ofA = sumsA(fromA, count);
    const ofB = sumsB(fromB, count);
    const covariance = products - (ofA.sum * ofB.sum) / count;
    const variances = (ofA.squares - ofA.sum ** 2 / count) * (ofB.squares - ofB.sum ** 2 / count);
    // Rounding leaves a little of the variance of what never changes.
    const isFlat = variances <= 1e-18 * ofA.squares * ofB.squares;
    const correlation = isFlat ? 0 : covariance / Math.sqrt(variances);
    if (correlation > best.correlation) best = { offset: offset === 0 ? 0 : offset, correlation };
  }
  return best;
}

/** Sums of any stretch of values, and of their squares, in no time. */
function createRangeSums(values: Float32Array) {
  const sums = new Float64Array(values.length + 1);
  const squares = new Float64Array(values.length + 1);
  for (const [i, value] of values.entries()) {
    sums[i + 1] = sums[i]! + value;
    squares[i + 1] = squares[i]! + value * value;
  }
  return (from: number, count: number) => ({
    sum: sums[from + count]! - sums[from]!,
    squares: squares[from + count]! - squares[from]!,
  });
}
