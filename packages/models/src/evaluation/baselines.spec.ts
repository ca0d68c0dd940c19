import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { alwaysPositiveFloor, fitThreshold, frameEnergy, thresholdFloor } from './baselines.ts';
import { golden } from './sklearn.fixture.ts';

describe('alwaysPositiveFloor', () => {
  it('is a function of the share of positive frames alone', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 50 }),
        (positives, negatives) => {
          const targets = [...new Array<number>(positives).fill(1), ...new Array<number>(negatives).fill(0)];
          const share = positives / (positives + negatives);
          const floor = alwaysPositiveFloor(targets);
          expect(floor.rocAuc).toBe(0.5);
          expect(floor.recall).toBe(1);
          expect(floor.precision).toBeCloseTo(share, 14);
          expect(floor.averagePrecision).toBeCloseTo(share, 14);
          expect(floor.accuracy).toBeCloseTo(share, 14);
          expect(floor.f1).toBeCloseTo((2 * share) / (1 + share), 14);
        },
      ),
    );
  });
});

describe('fitThreshold', () => {
  it.each(golden.rankings)(
    'finds the best F1 of scikit-learn: $name',
    ({ scores, targets, bestF1, bestThreshold }) => {
      const threshold = fitThreshold(Float32Array.from(scores), targets);
      expect(threshold).toBeCloseTo(bestThreshold, 12);
      expect(thresholdFloor(Float32Array.from(scores), targets, threshold).f1).toBeCloseTo(bestF1, 12);
    },
  );

  it('refuses frames of which none is positive', () => {
    expect(() => fitThreshold(Float32Array.of(1, 2), [0, 0])).toThrow(
      new RangeError('no frame is positive: a threshold needs positive frames to be fitted on'),
    );
  });
});

describe('frameEnergy', () => {
  it('adds power, not decibels', () => {
    const energy = frameEnergy(Float32Array.of(-10, -10, -40, -100), 2);
    expect(energy[0]).toBeCloseTo(-10 + 10 * Math.log10(2), 5);
    expect(energy[1]).toBeCloseTo(-40, 4);
  });

  it('refuses half a frame', () => {
    expect(() => frameEnergy(Float32Array.of(1, 2, 3), 2)).toThrow(
      new RangeError('3 spectrogram values do not make frames of 2 bands'),
    );
  });
});
