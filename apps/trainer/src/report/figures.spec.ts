import { describe, expect, it } from '@jest/globals';
import { decimal, duration, percent } from './figures.ts';

describe('decimal and percent', () => {
  it.each([
    [0.97349, '0.973', '97.3 %'],
    [0, '0.000', '0.0 %'],
    [NaN, '–', '–'],
    [null, '–', '–'],
  ])('write %p as %p and %p', (figure, asDecimal, asPercent) => {
    expect([decimal(figure), percent(figure)]).toEqual([asDecimal, asPercent]);
  });
});

describe('duration', () => {
  it.each([
    [0, '0.0 s'],
    [59.94, '59.9 s'],
    [59.96, '1:00 min'],
    [247, '4:07 min'],
    [3599.6, '1:00:00 h'],
    [3723, '1:02:03 h'],
    [360_000, '100:00:00 h'],
  ])('writes %p seconds as %p', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
