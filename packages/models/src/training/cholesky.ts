/**
 * Factors a symmetric, positive definite matrix into a lower triangle times its transpose.
 *
 * @param matrix row-major `[size][size]`; only its lower triangle is read
 * @returns the lower triangle, row-major; what is above its diagonal is 0
 * @throws RangeError where the matrix is not positive definite
 * @example cholesky(Float64Array.of(4, 2, 2, 5), 2) // [2, 0, 1, 2]
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!;
      if (i === j && !(sum > 0))
        throw new RangeError(`the matrix is not positive definite: pivot ${i} of ${size} is ${sum}`);
      lower[i * size + j] = i === j ? Math.sqrt(sum) : sum / lower[j * size + j]!;
    }
  return lower;
}

/**
 * Solves `matrix · x = values` in place, for the matrix that was factored.
 *
 * @param lower from `cholesky`
 * @example solveCholesky(cholesky(Float64Array.of(4, 2, 2, 5), 2), Float64Array.of(8, 12)) // values are now [1, 2]
 */
export function solveCholesky(lower: Float64Array, values: Float64Array): void {
  const size = values.length;
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) values[i]! -= lower[i * size + k]! * values[k]!;
    values[i]! /= lower[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) values[i]! -= lower[k * size + i]! * values[k]!;
    values[i]! /= lower[i * size + i]!;
  }
}
