import { createRandom } from '@earmark/dataset';
import { describe, expect, it } from '@jest/globals';
import { calibrate, calibrationSchema, fitIsotonicCurves } from './calibrate.ts';
import { expectedCalibrationError, outcomes, reliability } from './calibration.ts';
import { softmax } from './temperature.ts';

const level = (probability: number) => [{ score: 0.5, probability }];

describe('calibrate', () => {
  const logits = Float32Array.of(0, 1, 2, -1, 0.5, 0.5);

  it('is a softmax where there are no curves', () => {
    expect(calibrate(logits, 3, { temperature: 2 })).toEqual(softmax(logits, 3, 2));
  });

  it('maps the second of two labels', () => {
    const posteriors = calibrate(Float32Array.of(0, 3, 3, 0), 2, { temperature: 1, isotonic: [level(0.75)] });
    expect(posteriors).toEqual(Float32Array.of(0.25, 0.75, 0.25, 0.75));
  });

  it('maps each of three labels and divides by their sum', () => {
    const posteriors = calibrate(logits, 3, {
      temperature: 1,
      isotonic: [level(0.5), level(0.25), level(0.25)],
    });
    expect(posteriors).toEqual(Float32Array.of(0.5, 0.25, 0.25, 0.5, 0.25, 0.25));
    const halves = calibrate(logits, 3, { temperature: 1, isotonic: [level(0.5), level(0.5), level(0)] });
    expect(halves).toEqual(Float32Array.of(0.5, 0.5, 0, 0.5, 0.5, 0));
  });

  it('leaves a row that every curve calls impossible', () => {
    const nothing = calibrate(logits, 3, { temperature: 1, isotonic: [level(0), level(0), level(0)] });
    expect(nothing).toEqual(softmax(logits, 3));
  });

  it('refuses as many curves as there are labels when there are two', () => {
    expect(() =>
      calibrate(Float32Array.of(0, 0), 2, { temperature: 1, isotonic: [level(0.5), level(0.5)] }),
    ).toThrow(new RangeError('the calibration has 2 isotonic curves, expected 1 for 2 labels'));
  });
});

describe('fitIsotonicCurves', () => {
  it.each([2, 3])('makes confidences the share of right answers, with %d labels', (classes) => {
    const random = createRandom(classes);
    const targets: number[] = [];
    const logits = Float32Array.from({ length: 20_000 * classes }, (_, i) => {
      if (i % classes === 0) targets.push(random.integer(classes));
      // Right, but far too certain, and more so of the last label.
      return (
        6 * ((i % classes === targets.at(-1) ? 1 : 0) + random.normal()) +
        (i % classes === classes - 1 ? 3 : 0)
      );
    });
    const error = (posteriors: Float32Array) => {
      const { confidences, correct } = outcomes(posteriors, targets, classes);
      return expectedCalibrationError(reliability(confidences, correct));
    };
    const isotonic = fitIsotonicCurves(softmax(logits, classes), targets, classes)!;
    expect(isotonic).toHaveLength(classes === 2 ? 1 : 3);
    expect(error(softmax(logits, classes))).toBeGreaterThan(0.15);
    expect(error(calibrate(logits, classes, { temperature: 1, isotonic }))).toBeLessThan(0.03);
  });

  it('does not see unlabelled frames', () => {
    const posteriors = Float32Array.of(0.75, 0.25, 0.25, 0.75);
    const more = Float32Array.of(...posteriors, 0, 1);
    expect(fitIsotonicCurves(more, [0, 1, -1], 2)).toEqual(fitIsotonicCurves(posteriors, [0, 1], 2));
  });

  it('is null where a label does not occur', () => {
    expect(fitIsotonicCurves(Float32Array.of(0.75, 0.25), [0], 2)).toBeNull();
    expect(fitIsotonicCurves(Float32Array.of(0.5, 0.25, 0.25, 0.25, 0.5, 0.25), [0, 1], 3)).toBeNull();
  });
});

describe('calibrationSchema', () => {
  it.each([
    ['a temperature alone', { temperature: 2 }, true],
    [
      'curves that came from JSON',
      { temperature: 2, isotonic: [[...level(0), { score: 0.75, probability: 1 }]] },
      true,
    ],
    ['a temperature of 0', { temperature: 0 }, false],
    ['a curve without knots', { temperature: 2, isotonic: [[]] }, false],
    ['a probability above 1', { temperature: 2, isotonic: [level(1.5)] }, false],
    ['scores that do not rise', { temperature: 2, isotonic: [[...level(0.5), ...level(0.5)]] }, false],
    [
      'probabilities that fall',
      { temperature: 2, isotonic: [[...level(0.5), { score: 0.75, probability: 0 }]] },
      false,
    ],
  ])('judges %s', (_, value, valid) => {
    expect(calibrationSchema.safeParse(JSON.parse(JSON.stringify(value))).success).toBe(valid);
  });
});
