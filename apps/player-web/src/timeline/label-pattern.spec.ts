import { describe, expect, it } from '@jest/globals';
import { isInked, patternPeriod, patternShift } from './label-pattern.ts';

const patterns = ['plain', 'hatched', 'dotted', 'crossed', 'barred'] as const;
const tile = (pattern: (typeof patterns)[number], shift = 0) =>
  Array.from({ length: 24 * 24 }, (_, i) =>
    Number(isInked(pattern, shift + (i % 24), Math.floor(i / 24))),
  ).join('');

describe('isInked', () => {
  it('tells all patterns apart', () => {
    expect(new Set(patterns.map((pattern) => tile(pattern))).size).toBe(patterns.length);
    expect(tile('plain')).not.toContain('1');
  });

  it('repeats itself with its period, which goes into the shift', () => {
    for (const pattern of patterns) {
      expect(tile(pattern, patternPeriod(pattern))).toBe(tile(pattern));
      for (const scale of [1, 2, 3, 4]) expect(1440 % (patternPeriod(pattern) * scale)).toBe(0);
    }
  });
});

describe('patternShift', () => {
  it('goes along when the view moves', () => {
    const before = patternShift({ startSeconds: 10, endSeconds: 20 }, 100);
    expect(patternShift({ startSeconds: 11, endSeconds: 21 }, 100)).toBe(before + 10);
    expect(patternShift({ startSeconds: 1e4, endSeconds: 1e4 + 10 }, 100)).toBeLessThan(1440);
  });
});
