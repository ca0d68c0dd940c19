import { describe, expect, it } from '@jest/globals';
import { detCurve, equalErrorRate } from './det.ts';
import { golden, largestDifference } from './sklearn.fixture.ts';

describe.each(golden.rankings)('DET curve of $name', ({ scores, targets, det, ...expected }) => {
  const curve = detCurve(Float32Array.from(scores), targets)!;

  it('has the points of scikit-learn between its ends', () => {
    const first = curve.falseAlarmRate.lastIndexOf(0);
    const last = curve.missRate.indexOf(0) + 1;
    expect(largestDifference(curve.falseAlarmRate.slice(first, last), det.falseAlarmRate)).toBeLessThan(
      1e-14,
    );
    expect(largestDifference(curve.missRate.slice(first, last), det.missRate)).toBeLessThan(1e-14);
    expect(Array.from(curve.threshold.slice(first, last), (value) => value + 0)).toEqual(
      det.threshold.map((value) => (value ?? Infinity) + 0),
    );
  });

  it('goes from no false alarm to no miss', () => {
    expect([curve.falseAlarmRate[0], curve.missRate[0], curve.threshold[0]]).toEqual([0, 1, Infinity]);
    expect([curve.falseAlarmRate.at(-1), curve.missRate.at(-1)]).toEqual([1, 0]);
  });

  it('has the equal error rate that SciPy finds on it', () => {
    expect(equalErrorRate(Float32Array.from(scores), targets)).toBeCloseTo(expected.equalErrorRate, 12);
  });
});

describe('equalErrorRate', () => {
  it('lies on the line between two points', () => {
    expect(equalErrorRate(Float32Array.of(0.9, 0.4, 0.4), [1, 1, 0])).toBeCloseTo(1 / 3, 14);
  });

  it.each([[[1, 1]], [[0, 0]]])('is null, like the curve, for targets %j', (targets) => {
    expect(equalErrorRate(Float32Array.of(0.1, 0.9), targets)).toBeNull();
    expect(detCurve(Float32Array.of(0.1, 0.9), targets)).toBeNull();
  });
});
