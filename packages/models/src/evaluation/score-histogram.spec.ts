import { createRandom } from '@earmark/dataset';
import { describe, expect, it } from '@jest/globals';
import { equalErrorRate, equalErrorRateOf } from './det.ts';
import { truePositiveRateAt, truePositiveRateOf } from './operating-point.ts';
import { averagePrecision, averagePrecisionOf } from './precision-recall.ts';
import { rank } from './ranking.ts';
import { rocAuc, rocAucOf } from './roc.ts';
import { rankHistograms, scoreHistograms } from './score-histogram.ts';

/** Posteriors that crowd at 0 and 1, as those of a network do. */
function frames(count: number, seed: number) {
  const random = createRandom(seed);
  const targets = Uint8Array.from({ length: count }, () => (random.unit() < 0.4 ? 1 : 0));
  const scores = Float32Array.from(
    targets,
    (target) => 1 / (1 + Math.exp(-8 * (target - 0.5 + random.normal() / 3))),
  );
  return { scores, targets };
}

describe('scoreHistograms', () => {
  it('keep the ranking whole where there are enough bins', () => {
    const recordings = [
      { scores: Float32Array.of(0.1, 0.7, 0.4), targets: [0, 1, 1] },
      { scores: Float32Array.of(0.2, 0.9), targets: [0, 0] },
    ];
    const together = rank(Float32Array.of(0.1, 0.7, 0.4, 0.2, 0.9), [0, 1, 1, 0, 0]);
    expect(rankHistograms(scoreHistograms(recordings))).toEqual(together);
  });

  it('resolve curves of many frames', () => {
    const recordings = Array.from({ length: 50 }, (_, seed) => frames(2000, seed));
    const scores = Float32Array.from(recordings.flatMap((each) => [...each.scores]));
    const targets = recordings.flatMap((each) => [...each.targets]);
    const ranking = rankHistograms(scoreHistograms(recordings));
    expect(Math.abs(rocAucOf(ranking) - rocAuc(scores, targets))).toBeLessThan(1e-5);
    expect(Math.abs(averagePrecisionOf(ranking) - averagePrecision(scores, targets))).toBeLessThan(1e-3);
    expect(Math.abs(equalErrorRateOf(ranking)! - equalErrorRate(scores, targets)!)).toBeLessThan(1e-3);
    expect(
      Math.abs(truePositiveRateOf(ranking, 0.315)! - truePositiveRateAt(scores, targets, 0.315)!),
    ).toBeLessThan(1e-3);
  });

  it('count a recording twice that is given twice', () => {
    const recording = { scores: Float32Array.of(0.1, 0.7, 0.4), targets: [0, 1, 1] };
    const [histogram] = scoreHistograms([recording]);
    expect(rankHistograms([histogram!, histogram!])).toEqual(
      rank(Float32Array.of(0.1, 0.7, 0.4, 0.1, 0.7, 0.4), [0, 1, 1, 0, 1, 1]),
    );
  });

  it('have no curve without frames', () => {
    expect(equalErrorRateOf(rankHistograms([]))).toBeNull();
    expect(
      equalErrorRateOf(rankHistograms(scoreHistograms([{ scores: new Float32Array(0), targets: [] }]))),
    ).toBeNull();
  });

  it.each([
    ['a score that is no number', [NaN], [0], 'score 0 of recording 0 is NaN, expected a finite number'],
    [
      'an unlabelled frame',
      [0.5],
      [-1],
      'target 0 of recording 0 is -1, expected 0 or 1: leave unlabelled frames out',
    ],
    ['too few targets', [0.5], [], 'recording 0 has 1 scores, but 0 targets: give one for every score'],
  ])('refuse %s', (_, scores, targets, message) => {
    expect(() => scoreHistograms([{ scores: Float32Array.from(scores), targets }])).toThrow(
      new RangeError(message),
    );
  });

  it('refuse to be ranked with those of another call', () => {
    const histograms = [0.1, 0.2].flatMap((score) =>
      scoreHistograms([{ scores: Float32Array.of(score), targets: [1] }]),
    );
    expect(() => rankHistograms(histograms)).toThrow(
      new RangeError('the histograms have different thresholds: make them by one call of scoreHistograms'),
    );
  });
});
