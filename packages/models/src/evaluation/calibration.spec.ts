import { describe, expect, it } from '@jest/globals';
import { expectedCalibrationError, outcomes, reliability } from './calibration.ts';
import { golden } from './sklearn.fixture.ts';

describe.each(golden.reliabilities)('reliability of $name', ({ confidences, correct, bins, ...expected }) => {
  const diagram = reliability(Float32Array.from(confidences), correct, bins);

  it('has the bins of scikit-learn', () => {
    const filled = diagram.filter(({ frames }) => frames > 0);
    expect(filled).toHaveLength(expected.filledBins.length);
    filled.forEach((bin, i) => {
      expect(bin.frames).toBe(expected.filledBins[i]!.frames);
      expect(bin.confidence).toBeCloseTo(expected.filledBins[i]!.confidence, 12);
      expect(bin.accuracy).toBeCloseTo(expected.filledBins[i]!.accuracy, 12);
    });
  });

  it('has the expected calibration error of these bins', () => {
    expect(expectedCalibrationError(diagram)).toBeCloseTo(expected.expectedCalibrationError, 12);
  });
});

describe('reliability', () => {
  it('puts the ends of the range into the first and the last bin', () => {
    expect(reliability(Float32Array.of(0, 0.5, 1), [0, 1, 1], 2).map(({ frames }) => frames)).toEqual([2, 1]);
  });

  it('leaves an empty bin undefined', () => {
    expect(reliability(Float32Array.of(1), [1], 2)[0]).toEqual({
      lower: 0,
      upper: 0.5,
      frames: 0,
      confidence: NaN,
      accuracy: NaN,
    });
  });

  it.each([
    [
      'a confidence above 1',
      Float32Array.of(0.5, 1.5),
      [1, 1],
      15,
      'confidence 1 is 1.5, expected a value from 0 to 1',
    ],
    [
      'a confidence that is no number',
      Float32Array.of(NaN),
      [1],
      15,
      'confidence 0 is NaN, expected a value from 0 to 1',
    ],
    ['half a bin', Float32Array.of(0.5), [1], 0.5, 'bins is 0.5, expected a positive whole number'],
    [
      'too few outcomes',
      Float32Array.of(0.5),
      [],
      15,
      '1 confidences, but 0 outcomes: give one for every frame',
    ],
  ])('refuses %s', (_, confidences, correct, bins, message) => {
    expect(() => reliability(confidences, correct, bins)).toThrow(new RangeError(message));
  });
});

describe('outcomes', () => {
  it('leaves unlabelled frames out and takes the first of equally likely labels', () => {
    const posteriors = Float32Array.of(0.25, 0.75, 0.5, 0.5, 0.5, 0.5, 0.125, 0.875);
    expect(outcomes(posteriors, [0, 0, 1, -1], 2)).toEqual({
      reference: Int32Array.of(0, 0, 1),
      predicted: Int32Array.of(1, 0, 0),
      confidences: Float32Array.of(0.75, 0.5, 0.5),
      correct: Uint8Array.of(0, 1, 0),
    });
  });

  it('refuses rows without a target', () => {
    expect(() => outcomes(Float32Array.of(0.5, 0.5), [1, 0], 2)).toThrow(
      new RangeError('2 posteriors do not make 2 rows of 2 labels'),
    );
  });
});
