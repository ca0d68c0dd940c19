import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { rocAuc, rocCurve } from './roc.ts';
import { golden, largestDifference } from './sklearn.fixture.ts';

describe.each(golden.rankings)('ROC of $name', ({ scores, targets, ...expected }) => {
  it('has the area of scikit-learn', () => {
    expect(rocAuc(Float32Array.from(scores), targets)).toBeCloseTo(expected.rocAuc, 14);
  });

  it('has the points of scikit-learn', () => {
    const curve = rocCurve(Float32Array.from(scores), targets);
    expect(largestDifference(curve.falsePositiveRate, expected.falsePositiveRate)).toBeLessThan(1e-14);
    expect(largestDifference(curve.truePositiveRate, expected.truePositiveRate)).toBeLessThan(1e-14);
    expect(curve.threshold[0]).toBe(Infinity);
    expect(curve.threshold.slice(1)).toEqual(
      Float64Array.from(expected.rocThreshold.slice(1), (value) => value! + 0),
    );
  });
});

const frames = fc.array(
  fc.record({ score: fc.integer({ min: -4, max: 4 }), target: fc.constantFrom(0, 1) }),
  {
    minLength: 2,
    maxLength: 60,
  },
);

describe('rocAuc', () => {
  it('is the share of pairs in the right order, a tie counting half', () => {
    fc.assert(
      fc.property(frames, (drawn) => {
        const pairs = drawn.flatMap((a) =>
          drawn.filter((b) => a.target > b.target).map((b) => a.score - b.score),
        );
        const inOrder = pairs.reduce((sum, distance) => sum + (Math.sign(distance) + 1) / 2, 0);
        const auc = rocAuc(
          Float32Array.from(drawn, ({ score }) => score),
          drawn.map(({ target }) => target),
        );
        expect(auc).toEqual(inOrder / pairs.length);
      }),
    );
  });

  it('is NaN when only one class occurs', () => {
    expect(rocAuc(Float32Array.of(0.1, 0.9), [1, 1])).toBeNaN();
    expect(rocAuc(Float32Array.of(0.1, 0.9), [0, 0])).toBeNaN();
    expect(rocAuc(new Float32Array(0), [])).toBeNaN();
  });

  it('ranks a million frames without losing a pair', () => {
    const count = 1_000_000;
    const scores = Float32Array.from({ length: count }, (_, i) => ((i * 7919) % count) / count);
    const targets = Uint8Array.from(scores, (score) => (score >= 0.5 ? 1 : 0));
    expect(rocAuc(scores, targets)).toBe(1);
  });

  it.each([
    [
      'a score that is no number',
      Float32Array.of(0.5, NaN),
      [0, 1],
      'score 1 is NaN, expected a finite number',
    ],
    [
      'an unlabelled frame',
      Float32Array.of(0.5, 0.6),
      [0, -1],
      'target 1 is -1, expected 0 or 1: leave unlabelled frames out',
    ],
    [
      'too few targets',
      Float32Array.of(0.5, 0.6),
      [0],
      '2 scores, but 1 targets: give one target for every score',
    ],
  ])('refuses %s', (_, scores, targets, message) => {
    expect(() => rocAuc(scores, targets)).toThrow(new RangeError(message));
  });
});
