import { describe, expect, it } from '@jest/globals';
import { detectionErrorRate, sumDetectionErrors } from './detection-error-rate.ts';
import { golden, segmentsAt } from './events.fixture.ts';

/** The example that the tests of pyannote.metrics use, and what they expect. */
const published = {
  reference: segmentsAt([
    [0, 5],
    [6, 10],
    [12, 14],
    [15, 20],
  ]),
  hypothesis: segmentsAt([
    [1, 7],
    [7, 9],
    [7, 10],
    [11, 17],
    [18, 20],
  ]),
};

describe('detectionErrorRate', () => {
  it.each(golden.detections)(
    'has the seconds that a count of milliseconds finds: $name',
    ({ name: _, reference, hypothesis, durationSeconds, collarSeconds, ...expected }) => {
      const errors = detectionErrorRate(segmentsAt(reference), segmentsAt(hypothesis), {
        label: 'speech',
        durationSeconds,
        collarSeconds,
      });
      const { missSeconds, falseAlarmSeconds, speechSeconds } = expected;
      for (const [name, seconds] of Object.entries(expected))
        expect(errors[name as keyof typeof expected]).toBeCloseTo(seconds, 9);
      if (speechSeconds === 0) expect(errors.rate).toBeNull();
      else expect(errors.rate).toBeCloseTo((missSeconds + falseAlarmSeconds) / speechSeconds, 9);
    },
  );

  it('has the values that pyannote.metrics publishes', () => {
    const errors = detectionErrorRate(published.reference, published.hypothesis, {
      label: 'speech',
      durationSeconds: 20,
    });
    expect(errors).toEqual({
      missSeconds: 2,
      falseAlarmSeconds: 3,
      speechSeconds: 16,
      nonSpeechSeconds: 4,
      rate: 0.3125,
    });
  });

  it('looks at no other label', () => {
    const options = { label: 'speech', durationSeconds: 20, collarSeconds: 0.5 };
    const music = segmentsAt([[3, 17]], 'music');
    expect(
      detectionErrorRate([...published.reference, ...music], [...music, ...published.hypothesis], options),
    ).toEqual(detectionErrorRate(published.reference, published.hypothesis, options));
  });

  it('does not score what lies beyond the recording', () => {
    const errors = detectionErrorRate(segmentsAt([[2, 9]]), segmentsAt([[3, 12]]), {
      label: 'speech',
      durationSeconds: 5,
    });
    expect(errors).toMatchObject({ missSeconds: 1, falseAlarmSeconds: 0, speechSeconds: 3 });
  });

  it.each([
    [{ durationSeconds: 0 }, 'the duration is 0, expected seconds above 0'],
    [{ durationSeconds: NaN }, 'the duration is NaN, expected seconds above 0'],
    [{ durationSeconds: 5, collarSeconds: -1 }, 'the collar is -1, expected seconds, 0 or more'],
  ])('refuses %j', (options, message) => {
    expect(() => detectionErrorRate([], [], { label: 'speech', ...options })).toThrow(
      new RangeError(message),
    );
  });
});

describe('sumDetectionErrors', () => {
  it('adds seconds, not rates', () => {
    const long = { missSeconds: 1, falseAlarmSeconds: 2, speechSeconds: 30, nonSpeechSeconds: 10, rate: 0.1 };
    const noise = {
      missSeconds: 0,
      falseAlarmSeconds: 3,
      speechSeconds: 0,
      nonSpeechSeconds: 60,
      rate: null,
    };
    expect(sumDetectionErrors([long, noise])).toEqual({
      missSeconds: 1,
      falseAlarmSeconds: 5,
      speechSeconds: 30,
      nonSpeechSeconds: 70,
      rate: 0.2,
    });
  });

  it('has no rate for nothing', () => {
    expect(sumDetectionErrors([]).rate).toBeNull();
  });
});
