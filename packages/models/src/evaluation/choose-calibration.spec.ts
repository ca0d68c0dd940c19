import { createRandom } from '@earmark/dataset';
import { describe, expect, it } from '@jest/globals';
import { chooseCalibration } from './choose-calibration.ts';
import { fitTemperature } from './temperature.ts';

const labels = ['noise', 'speech'];

/** Recordings whose frames are speech with the probability that `truth` gives their score; the logit of speech is `score`. */
function recordings(count: number, frames: number, truth: (score: number) => number) {
  const random = createRandom(count, frames);
  const logits: Float32Array[] = [];
  const targets: number[][] = [];
  for (let recording = 0; recording < count; recording++) {
    const scores = Float32Array.from({ length: frames }, () => 3 * random.normal());
    logits.push(Float32Array.from({ length: 2 * frames }, (_, i) => (i % 2 === 1 ? scores[i >> 1]! : 0)));
    targets.push(Array.from(scores, (score) => (random.unit() < truth(score) ? 1 : 0)));
  }
  return { logits, targets };
}

const sigmoid = (score: number) => 1 / (1 + Math.exp(-score));

describe('chooseCalibration', () => {
  it('takes a temperature where that is the truth, though curves fit their own frames better', () => {
    const { logits, targets } = recordings(6, 80, (score) => sigmoid(score / 2));
    const { calibration, brierScores } = chooseCalibration(logits, targets, labels);
    expect(calibration.isotonic).toBeUndefined();
    expect(calibration.temperature).toBeCloseTo(2, 0);
    expect(brierScores.isotonic).toBeGreaterThan(brierScores.temperature!);
  });

  it('takes curves where no temperature can help', () => {
    const { logits, targets } = recordings(6, 500, (score) => sigmoid(score - 3));
    const { calibration, brierScores } = chooseCalibration(logits, targets, labels);
    expect(calibration.isotonic).toHaveLength(1);
    expect(brierScores.isotonic).toBeLessThan(brierScores.temperature! - 0.02);
  });

  it('takes a temperature where one recording is all there is', () => {
    const { logits, targets } = recordings(1, 500, (score) => sigmoid(score - 3));
    expect(chooseCalibration([...logits, Float32Array.of(1, 2)], [...targets, [-1]], labels)).toEqual({
      calibration: { temperature: fitTemperature(logits[0]!, targets[0]!, 2) },
      brierScores: { temperature: null, isotonic: null },
    });
  });

  it('takes a temperature where a label is in one recording only', () => {
    const logits = [Float32Array.of(0, 4, 4, 0), Float32Array.of(4, 0), Float32Array.of(3, 0)];
    const { calibration, brierScores } = chooseCalibration(logits, [[1, 0], [0], [0]], labels);
    expect(calibration.isotonic).toBeUndefined();
    expect(brierScores.temperature).toBeLessThan(1);
    expect(brierScores.isotonic).toBeNull();
  });

  it('does not see unlabelled frames', () => {
    const { logits, targets } = recordings(6, 200, (score) => sigmoid(score - 3));
    const more = logits.map((each) => Float32Array.of(...each, -9, 9));
    expect(
      chooseCalibration(
        more,
        targets.map((each) => [...each, -1]),
        labels,
      ),
    ).toEqual(chooseCalibration(logits, targets, labels));
  });

  it.each([
    [
      'a recording without targets',
      [Float32Array.of(0, 1)],
      [],
      'logits of 1 recordings, but targets of 0: give both for each',
    ],
    ['too few targets', [Float32Array.of(0, 1, 0, 1)], [[0]], '4 logits do not make 1 rows of 2 labels'],
    [
      'no labelled frame',
      [Float32Array.of(0, 1)],
      [[-1]],
      'no frame is labelled: a temperature needs labelled frames',
    ],
  ])('refuses %s', (_, logits, targets, message) => {
    expect(() => chooseCalibration(logits, targets, labels)).toThrow(new RangeError(message));
  });
});
