import { describe, expect, it } from '@jest/globals';
import { falseAlarmTime, thresholdAtRecall, truePositiveRateAt } from './operating-point.ts';
import { golden } from './sklearn.fixture.ts';

describe.each(golden.rankings)('operating points of $name', ({ targets, ...expected }) => {
  const scores = Float32Array.from(expected.scores);

  it.each(expected.truePositiveRates)('finds $rate of the positive frames at $at', ({ at, rate }) => {
    expect(truePositiveRateAt(scores, targets, at)).toBeCloseTo(rate, 12);
  });

  it.each(expected.thresholdsAtRecall)('finds $recall of them at $threshold', ({ recall, threshold }) => {
    expect(thresholdAtRecall(scores, targets, recall)).toBeCloseTo(threshold, 12);
  });

  it('calls as many negative frames positive as the ROC says', () => {
    expected.rocThreshold.forEach((threshold, i) => {
      expect(falseAlarmTime(scores, targets, threshold ?? Infinity)).toBeCloseTo(
        expected.falsePositiveRate[i]!,
        14,
      );
    });
  });
});

describe('truePositiveRateAt', () => {
  it('is null when only one class occurs', () => {
    expect(truePositiveRateAt(Float32Array.of(1, 2), [1, 1], 0.315)).toBeNull();
    expect(truePositiveRateAt(Float32Array.of(1, 2), [0, 0], 0.315)).toBeNull();
  });

  it('refuses a rate in percent', () => {
    expect(() => truePositiveRateAt(Float32Array.of(1), [1], 31.5)).toThrow(
      new RangeError('the false positive rate is 31.5, expected a share from 0 to 1'),
    );
  });
});

describe('thresholdAtRecall', () => {
  it('is null without positive frames', () => {
    expect(thresholdAtRecall(Float32Array.of(1, 2), [0, 0], 0.95)).toBeNull();
  });

  it.each([0, 95, NaN])('refuses the recall %d', (recall) => {
    expect(() => thresholdAtRecall(Float32Array.of(1), [1], recall)).toThrow(
      new RangeError(`the recall is ${recall}, expected a share above 0, up to 1`),
    );
  });
});

describe('falseAlarmTime', () => {
  it('does not count positive frames, and is null where there are no others', () => {
    expect(falseAlarmTime(Float32Array.of(0.9, 0.5, 0.7), [1, 0, 0], 0.6)).toBe(0.5);
    expect(falseAlarmTime(Float32Array.of(0.9), [1], 0.6)).toBeNull();
  });

  it('is 1 at a threshold that every score reaches', () => {
    expect(falseAlarmTime(Float32Array.of(0.2, 0.3), [0, 0], 0.1)).toBe(1);
  });

  it('refuses a threshold that is no number', () => {
    expect(() => falseAlarmTime(Float32Array.of(1), [0], NaN)).toThrow(
      new RangeError('the threshold is NaN, expected a number'),
    );
  });
});
