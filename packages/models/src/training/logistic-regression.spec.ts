import { readFileSync } from 'node:fs';
import { createRandom } from '@earmark/dataset';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CountedRows } from './counted-rows.ts';
import {
  fitLogisticRegression,
  logisticRegressions,
  meanCrossEntropy,
  penalizedLoss,
} from './logistic-regression.ts';

/** scikit-learn's values, made by tools/fixtures/sklearn_logistic_regression.py. */
interface Golden {
  readonly cases: readonly {
    readonly name: string;
    readonly units: number;
    readonly labels: number;
    readonly l2: number;
    readonly values: readonly number[];
    readonly counts: readonly number[];
    readonly parameters: readonly number[];
  }[];
}
const file = new URL('../../../../tools/fixtures/sklearn_logistic_regression.json', import.meta.url);
const { cases } = JSON.parse(readFileSync(file, 'utf8')) as Golden;

/** Rows that no line parts, with counts from 0 to 4. */
function randomRows(rows: number, units: number, labels: number, seed: number): CountedRows {
  const random = createRandom(seed);
  return {
    ...{ units, labels },
    values: Float32Array.from({ length: rows * units }, () => random.normal()),
    counts: Float32Array.from({ length: rows * labels }, () => random.integer(5)),
  };
}

const shapes = fc.record({
  rows: fc.integer({ min: 1, max: 40 }),
  units: fc.integer({ min: 1, max: 6 }),
  labels: fc.integer({ min: 2, max: 4 }),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

describe('fitLogisticRegression', () => {
  it.each(cases)('agrees with scikit-learn: $name', ({ values, counts, parameters, l2, ...shape }) => {
    const rows = { ...shape, values: Float32Array.from(values), counts: Float32Array.from(counts) };
    const fitted = fitLogisticRegression(rows, l2, 1e-10);
    expect(fitted).toHaveLength(parameters.length);
    parameters.forEach((expected, i) => expect(Math.abs(fitted[i]! - expected)).toBeLessThan(1e-5));
  });

  it('ends where the gradient is 0, whatever the penalties before', () => {
    fc.assert(
      fc.property(shapes, ({ rows, units, labels, seed }) => {
        const random = randomRows(rows, units, labels, seed);
        fc.pre(random.counts.some((count) => count > 0));
        const gradient = new Float64Array(labels * (units + 1));
        const alone = fitLogisticRegression(random, 0.01);
        const [, after] = logisticRegressions(random, [1, 0.01], 1e-6);
        for (const parameters of [alone, after!]) {
          penalizedLoss(random, 0.01, parameters, gradient);
          gradient.forEach((each) => expect(Math.abs(each)).toBeLessThan(1e-5));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('draws weights to 0 the more, the stronger the penalty', () => {
    const rows = randomRows(30, 3, 2, 1);
    const sizes = [100, 1, 0.01].map((l2) =>
      Math.hypot(...fitLogisticRegression(rows, l2).filter((_, i) => i % 4 !== 3)),
    );
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    expect(sizes[0]).toBeLessThan(0.01);
  });

  it('is symmetric where two rows are', () => {
    const rows = {
      ...{ units: 1, labels: 2 },
      values: Float32Array.of(-1, 1),
      counts: Float32Array.of(1, 0, 0, 1),
    };
    const weights = fitLogisticRegression(rows, 0.1, 1e-10);
    // Of 1 / (1 + exp(2 w)) = 0.1 w.
    [-1.064017, 0, 1.064017, 0].forEach((expected, i) => expect(weights[i]).toBeCloseTo(expected, 5));
  });

  it('refuses rows without a label', () => {
    const rows = { values: Float32Array.of(1), counts: Float32Array.of(0, 0), units: 1, labels: 2 };
    expect(() => fitLogisticRegression(rows, 1)).toThrow('no row has a label: label some');
  });
});

describe('penalizedLoss', () => {
  it('has the gradient that small steps show', () => {
    fc.assert(
      fc.property(shapes, ({ rows, units, labels, seed }) => {
        const random = randomRows(rows, units, labels, seed);
        fc.pre(random.counts.some((count) => count > 0));
        const { normal } = createRandom(seed, 1);
        const parameters = Float64Array.from({ length: labels * (units + 1) }, () => normal());
        const gradient = new Float64Array(parameters.length);
        penalizedLoss(random, 0.3, parameters, gradient);
        parameters.forEach((value, i) => {
          const [above, below] = [1e-5, -1e-5].map((step) =>
            penalizedLoss(random, 0.3, parameters.with(i, value + step)),
          );
          expect((above! - below!) / 2e-5).toBeCloseTo(gradient[i]!, 5);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('is the logarithm of the number of labels where all are equally likely', () => {
    expect(meanCrossEntropy(randomRows(10, 2, 3, 1), new Float64Array(9))).toBeCloseTo(Math.log(3), 12);
  });
});
