import { createRandom } from '@earmark/dataset';
import { describe, expect, it } from '@jest/globals';
import { mixUp } from './mixup.ts';

const batch = {
  spans: 3,
  inputs: Float32Array.of(0, 0, 10, 20, -10, 5),
  targets: Int32Array.of(0, 1, 1, -1, 2, 2),
};

describe('mixUp', () => {
  it('mixes every span with the next, values and labels at one share', () => {
    const { inputs, targets, mixedIn } = mixUp(batch, 1, createRandom(1));
    const { share } = mixedIn!;
    const expected = [
      [0, 10],
      [0, 20],
      [10, -10],
      [20, 5],
      [-10, 0],
      [5, 0],
    ].map(([own, other]) => (1 - share) * own! + share * other!);
    inputs.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
    // A frame of which either label is missing has none.
    expect([...targets]).toEqual([0, -1, 1, -1, 2, 2]);
    expect([...mixedIn!.targets]).toEqual([1, -1, 2, -1, 0, 1]);
  });

  it('does not touch what it was given, and leaves a single span as it is', () => {
    const given = structuredClone(batch);
    mixUp(given, 1, createRandom(1));
    expect(given).toEqual(batch);
    const single = { spans: 1, inputs: Float32Array.of(4, 8), targets: Int32Array.of(1, 0) };
    const { inputs, targets, mixedIn } = mixUp(single, 1, createRandom(1));
    inputs.forEach((value, i) => expect(value).toBeCloseTo(single.inputs[i]!, 5));
    expect(mixedIn!.targets).toEqual(targets);
  });

  it.each([0.01, 0.2, 1, 8])('draws its share from Beta(%d, the same)', (alpha) => {
    const shares = Array.from(
      { length: 4000 },
      (_, seed) => mixUp(batch, alpha, createRandom(seed)).mixedIn!.share,
    );
    const mean = shares.reduce((sum, share) => sum + share) / shares.length;
    const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / shares.length;
    expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...shares)).toBeLessThanOrEqual(1);
    // Standard errors are below 0.008 and 0.004.
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.03);
    expect(Math.abs(variance - 1 / (4 * (2 * alpha + 1)))).toBeLessThan(0.015);
  });

  it('draws any share evenly for alpha 1', () => {
    const shares = Array.from(
      { length: 4000 },
      (_, seed) => mixUp(batch, 1, createRandom(seed)).mixedIn!.share,
    );
    const below = (limit: number) => shares.filter((share) => share < limit).length / shares.length;
    for (const limit of [0.1, 0.25, 0.5, 0.75, 0.9])
      expect(Math.abs(below(limit) - limit)).toBeLessThan(0.03);
  });
});
