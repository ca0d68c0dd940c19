import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cholesky, solveCholesky } from './cholesky.ts';

const square = fc.integer({ min: 1, max: 6 }).chain((size) =>
  fc.tuple(
    fc.constant(size),
    fc.array(fc.double({ min: -2, max: 2, noNaN: true }), {
      minLength: size * size,
      maxLength: size * size,
    }),
    fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: size, maxLength: size }),
  ),
);

/** A times its transpose, plus the identity: never singular. */
const positiveDefinite = (a: readonly number[], size: number): Float64Array =>
  Float64Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    let sum = i === j ? 1 : 0;
    for (let k = 0; k < size; k++) sum += a[i * size + k]! * a[j * size + k]!;
    return sum;
  });

describe('cholesky', () => {
  it('solves what a matrix was multiplied with', () => {
    fc.assert(
      fc.property(square, ([size, a, x]) => {
        const matrix = positiveDefinite(a, size);
        const values = Float64Array.from({ length: size }, (_, i) =>
          x.reduce((sum, each, j) => sum + matrix[i * size + j]! * each, 0),
        );
        solveCholesky(cholesky(matrix, size), values);
        values.forEach((value, i) => expect(value).toBeCloseTo(x[i]!, 6));
      }),
    );
  });

  it('factors a matrix by hand', () => {
    expect([...cholesky(Float64Array.of(4, 2, 2, 5), 2)]).toEqual([2, 0, 1, 2]);
  });

  it.each([
    ['singular', Float64Array.of(1, 1, 1, 1)],
    ['indefinite', Float64Array.of(1, 2, 2, 1)],
    ['not finite', Float64Array.of(NaN, 0, 0, 1)],
  ])('refuses a matrix that is %s', (_, matrix) => {
    expect(() => cholesky(matrix, 2)).toThrow(/not positive definite: pivot [01] of 2 is/);
  });
});
