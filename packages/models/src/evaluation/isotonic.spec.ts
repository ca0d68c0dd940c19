import { createRandom } from '@earmark/dataset';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { applyIsotonic, fitIsotonic, type IsotonicCurve } from './isotonic.ts';
import { golden, largestDifference } from './sklearn.fixture.ts';

const isRising = (curve: IsotonicCurve) =>
  curve.every(
    ({ score, probability }, i) =>
      i === 0 || (score > curve[i - 1]!.score && probability >= curve[i - 1]!.probability),
  );

describe.each(golden.isotonics)(
  'isotonic calibration of $name',
  ({ scores, targets, knots, ...expected }) => {
    const curve = fitIsotonic(Float32Array.from(scores), targets, Infinity);

    it('has the knots of scikit-learn', () => {
      expect(curve.map(({ score }) => score + 0)).toEqual(knots.map(({ score }) => score + 0));
      expect(
        largestDifference(
          curve.map(({ probability }) => probability),
          knots.map(({ probability }) => probability),
        ),
      ).toBeLessThan(1e-12);
    });

    it('gives the probabilities of scikit-learn, within the knots and beyond', () => {
      const probabilities = applyIsotonic(Float32Array.from(expected.probes), curve);
      expect(largestDifference(probabilities, expected.probabilities)).toBeLessThan(1e-6);
    });
  },
);

describe('fitIsotonic', () => {
  const frames = fc.array(
    fc.record({ score: fc.integer({ min: -9, max: 9 }), target: fc.constantFrom(0, 1) }),
    {
      maxLength: 80,
    },
  );
  const bothClasses = frames.map((drawn) => [...drawn, { score: 0, target: 0 }, { score: 1, target: 1 }]);

  it('rises, keeps the mean, and needs no more knots than allowed', () => {
    fc.assert(
      fc.property(bothClasses, fc.integer({ min: 2, max: 12 }), (drawn, maxKnots) => {
        const scores = Float32Array.from(drawn, ({ score }) => score);
        const targets = drawn.map(({ target }) => target);
        const curve = fitIsotonic(scores, targets, maxKnots);
        expect(curve.length).toBeLessThanOrEqual(maxKnots);
        expect(isRising(curve)).toBe(true);
        const exact = applyIsotonic(scores, fitIsotonic(scores, targets, Infinity));
        const sum = (values: ArrayLike<number>) =>
          Array.from(values).reduce((total, value) => total + value, 0);
        expect(sum(exact)).toBeCloseTo(sum(targets), 3);
      }),
    );
  });

  it('comes nearer to the truth by 32 knots than by all', () => {
    const random = createRandom(3);
    const scores = Float32Array.from({ length: 50_000 }, () => random.unit());
    const targets = Uint8Array.from(scores, (score) => (random.unit() < score ** 2 ? 1 : 0));
    const all = fitIsotonic(scores, targets, Infinity);
    const few = fitIsotonic(scores, targets);
    expect(all.length).toBeGreaterThan(60);
    expect(few).toHaveLength(32);
    const probes = Float32Array.from({ length: 99 }, (_, i) => (i + 1) / 100);
    const truth = probes.map((score) => score ** 2);
    const distance = (curve: IsotonicCurve) => largestDifference(applyIsotonic(probes, curve), truth);
    expect(distance(few)).toBeLessThan(distance(all));
    // Steps would make scores equal; lines keep them apart.
    expect(new Set(applyIsotonic(probes, few)).size).toBeGreaterThan(90);
  });

  it.each([
    [
      'one class',
      [1, 1],
      32,
      'of 2 frames 2 are positive: an isotonic calibration needs positive and negative ones',
    ],
    ['one knot', [0, 1], 1, 'maxKnots is 1, expected 2 or more'],
  ])('refuses %s', (_, targets, maxKnots, message) => {
    expect(() => fitIsotonic(Float32Array.of(1, 2), targets, maxKnots)).toThrow(new RangeError(message));
  });
});

describe('applyIsotonic', () => {
  it('goes straight from knot to knot, and level beyond', () => {
    const curve = [
      { score: 2, probability: 0.25 },
      { score: 4, probability: 0.75 },
      { score: 5, probability: 1 },
    ];
    expect([...applyIsotonic(Float32Array.of(0, 2, 3, 4, 4.5, 9), curve)]).toEqual([
      0.25, 0.25, 0.5, 0.75, 0.875, 1,
    ]);
  });

  it('refuses a curve without knots', () => {
    expect(() => applyIsotonic(Float32Array.of(1), [])).toThrow(
      new RangeError('the isotonic curve has no knots, expected at least one'),
    );
  });
});
