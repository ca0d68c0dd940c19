import { describe, expect, it } from '@jest/globals';
import { learningCurve } from './learning-curve.ts';

const lecture = (labelledSeconds: number, balancedAccuracy: number | undefined, labels = 2) => ({
  ...{ labelledSeconds, balancedAccuracy, labels },
  changed: undefined,
  milliseconds: 1,
});

describe('learningCurve', () => {
  it('puts accuracies over labelled seconds, the fewest first', () => {
    const curve = learningCurve([lecture(15, 0.9), lecture(5, 0.75), lecture(8, undefined)]);
    expect(curve?.mostSeconds).toBe(20);
    expect(curve?.chance).toBe(0.5);
    expect(curve?.points.map(({ x, y }) => [x, y])).toEqual([
      [0.25, 0.75],
      [0.75, 0.9],
    ]);
    expect(learningCurve([lecture(4000, 0.5, 4)])).toMatchObject({ mostSeconds: 7200, chance: 0.25 });
  });

  it('is nothing without a measure', () => {
    expect(learningCurve([])).toBeUndefined();
    expect(learningCurve([lecture(5, undefined)])).toBeUndefined();
  });
});
