import { describe, expect, it } from '@jest/globals';
import { quantile } from './quantile.ts';
import { golden } from './sklearn.fixture.ts';

describe('quantile', () => {
  it.each(golden.quantiles)('agrees with NumPy on $rising', ({ rising, shares }) => {
    for (const { share, value } of shares) expect(quantile(rising, share)).toBeCloseTo(value, 12);
  });

  it.each([
    [[], 0.5, 'there are no values: a quantile needs at least one'],
    [[1], 95, 'the share is 95, expected 0 to 1'],
  ])('refuses %j at %d', (rising, share, message) => {
    expect(() => quantile(rising, share)).toThrow(new RangeError(message));
  });
});
