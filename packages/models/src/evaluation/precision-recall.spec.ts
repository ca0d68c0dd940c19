import { describe, expect, it } from '@jest/globals';
import { averagePrecision, precisionRecallCurve } from './precision-recall.ts';
import { golden, largestDifference } from './sklearn.fixture.ts';

describe.each(golden.rankings)('precision and recall of $name', ({ scores, targets, ...expected }) => {
  it('has the average precision of scikit-learn', () => {
    expect(averagePrecision(Float32Array.from(scores), targets)).toBeCloseTo(expected.averagePrecision, 14);
  });

  it('has the points of scikit-learn', () => {
    const curve = precisionRecallCurve(Float32Array.from(scores), targets);
    expect(largestDifference(curve.precision, expected.precision)).toBeLessThan(1e-14);
    expect(largestDifference(curve.recall, expected.recall)).toBeLessThan(1e-14);
  });
});

describe('averagePrecision', () => {
  it('is NaN without positive frames', () => {
    expect(averagePrecision(Float32Array.of(0.1, 0.9), [0, 0])).toBeNaN();
  });

  it('is 1 when there is nothing but positive frames', () => {
    expect(averagePrecision(Float32Array.of(0.1, 0.9), [1, 1])).toBe(1);
  });
});
