import { expect, it } from '@jest/globals';
import type { Decision } from '@earmark/models';
import fc from 'fast-check';
import { changePart, decisionFields, partOf, sameDecision } from './decision-fields.ts';

const own: Decision = {
  background: 'noise',
  onset: 0.6,
  offset: 0.4,
  minSegmentSeconds: 0.1,
  minGapSeconds: 0.2,
};

it('shows hysteresis as the distance of the thresholds, and padding that no contract names as 0', () => {
  expect(decisionFields.map(({ part }) => partOf(own, part))).toEqual([0.6, 0.2, 0.1, 0.2, 0]);
});

it('moves both thresholds together, and brings the hysteresis back after they met the floor', () => {
  expect(changePart(own, 'onset', 0.7)).toEqual({ ...own, onset: 0.7, offset: 0.5 });
  const low = changePart(own, 'onset', 0.1, 0.2);
  expect(low).toEqual({ ...own, onset: 0.1, offset: 0 });
  expect(changePart(low, 'onset', 0.6, 0.2)).toEqual(own);
});

it('sets hysteresis by the offset alone', () => {
  expect(changePart(own, 'hysteresis', 0.35)).toEqual({ ...own, offset: 0.25 });
  expect(changePart(own, 'hysteresis', 0.9)).toEqual({ ...own, offset: 0 });
});

it('moves what lies out of bounds to the nearest bound, and lets what is no number be', () => {
  expect(changePart(own, 'minSegmentSeconds', -1).minSegmentSeconds).toBe(0);
  expect(changePart(own, 'minGapSeconds', 1e9).minGapSeconds).toBe(60);
  expect(changePart(own, 'onset', NaN)).toBe(own);
});

it('always gives a decision that the contract allows, and shows what was set', () => {
  const change = fc.record({
    part: fc.constantFrom(...decisionFields.map(({ part }) => part)),
    value: fc.double({ min: -1, max: 100, noNaN: true }),
  });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
      const changed = changes.reduce((decision, { part, value }) => changePart(decision, part, value), own);
      expect(changed.onset).toBeLessThanOrEqual(1);
      expect(changed.offset).toBeGreaterThanOrEqual(0);
      expect(changed.offset).toBeLessThanOrEqual(changed.onset);
      const { part, value } = changes.at(-1)!;
      const most = part === 'hysteresis' ? changed.onset : decisionFields.find((f) => f.part === part)!.most;
      expect(partOf(changed, part)).toBeCloseTo(Math.min(Math.max(value, 0), most), 3);
    }),
  );
});

it('knows decisions that give the same segments', () => {
  expect(sameDecision(own, { ...own, paddingSeconds: 0 })).toBe(true);
  expect(sameDecision(own, { ...own, offset: 0.3 })).toBe(false);
  expect(sameDecision(own, { ...own, background: null })).toBe(false);
});
