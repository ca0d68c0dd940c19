import { createRandom } from '@earmark/dataset';
import { describe, expect, it } from '@jest/globals';
import { bootstrapInterval } from './bootstrap.ts';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('bootstrapInterval', () => {
  const random = createRandom(5);
  const values = Array.from({ length: 80 }, () => 10 + 3 * random.normal());

  it('is as wide as the standard error of a mean says', () => {
    const { estimate, low, high, resamples } = bootstrapInterval(values, mean, { seed: 1, resamples: 2000 });
    const centre = mean(values);
    const deviation = Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
    const half = (1.96 * deviation) / Math.sqrt(values.length);
    expect(estimate).toBe(centre);
    expect(resamples).toBe(2000);
    expect((centre - low!) / half).toBeCloseTo(1, 0.7);
    expect((high! - centre) / half).toBeCloseTo(1, 0.7);
  });

  it('is narrower at a lower level', () => {
    const wide = bootstrapInterval(values, mean, { seed: 1 });
    const narrow = bootstrapInterval(values, mean, { seed: 1, level: 0.5 });
    expect(narrow.low).toBeGreaterThan(wide.low!);
    expect(narrow.high).toBeLessThan(wide.high!);
  });

  it('is the same for the same seed, and another for another', () => {
    const first = bootstrapInterval(values, mean, { seed: 1 });
    expect(bootstrapInterval(values, mean, { seed: 1 })).toEqual(first);
    expect(bootstrapInterval(values, mean, { seed: 2 })).not.toEqual(first);
  });

  it('covers the truth about as often as its level says', () => {
    const draw = createRandom(9);
    let covered = 0;
    for (let trial = 0; trial < 100; trial++) {
      const sample = Array.from({ length: 30 }, () => draw.normal());
      const { low, high } = bootstrapInterval(sample, mean, { seed: trial, resamples: 100, level: 0.8 });
      if (low! <= 0 && high! >= 0) covered++;
    }
    expect(covered / 100).toBeGreaterThan(0.7);
    expect(covered / 100).toBeLessThan(0.9);
  });

  it.each([null, NaN])('leaves resamples out whose figure is %j', (missing) => {
    const meanOfBoth = (sample: readonly number[]) => (new Set(sample).size === 2 ? mean(sample) : missing);
    const { estimate, low, high, resamples } = bootstrapInterval([0, 1], meanOfBoth, { seed: 3 });
    expect([estimate, low, high]).toEqual([0.5, 0.5, 0.5]);
    expect(resamples).toBeGreaterThan(400);
    expect(resamples).toBeLessThan(600);
  });

  it('has no interval for one recording, and nothing for a figure that is undefined', () => {
    expect(bootstrapInterval([4], mean, { seed: 1 })).toEqual({
      estimate: 4,
      low: null,
      high: null,
      resamples: 0,
    });
    expect(bootstrapInterval([4, 5], () => NaN, { seed: 1 }).estimate).toBeNull();
  });

  it.each([
    [{ seed: 1, resamples: 0 }, 'resamples is 0, expected a positive whole number'],
    [{ seed: 1, level: 95 }, 'the level is 95, expected a share above 0 and below 1, such as 0.95'],
  ])('refuses %j', (options, message) => {
    expect(() => bootstrapInterval(values, mean, options)).toThrow(new RangeError(message));
  });
});
