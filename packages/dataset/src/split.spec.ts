import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findSharedGroup, type Grouped, splitByGroup, SPLITS } from './split.ts';

const FRACTIONS = { train: 0.7, valid: 0.15, test: 0.15 };
const corpus = (sizes: readonly number[]): Grouped[] =>
  sizes.flatMap((size, group) =>
    Array.from({ length: size }, (_, index) => ({ uri: `${group}/${index}.wav`, group: `speaker ${group}` })),
  );

describe('splitByGroup', () => {
  it('keeps groups whole, leaves nothing out and leaves no split empty', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(sizes, fc.nat(), (groupSizes, seed) => {
        const items = corpus(groupSizes);
        const splits = splitByGroup(items, FRACTIONS, seed);
        const dealt = items.map((item) => ({ ...item, split: splits.get(item.uri) }));
        expect(findSharedGroup(dealt)).toBeUndefined();
        expect(splits.size).toBe(items.length);
        expect(new Set(splits.values())).toEqual(new Set(SPLITS));
      }),
    );
  });

  it('comes as near to the fractions as groups allow', () => {
    const items = corpus(Array.from({ length: 60 }, (_, index) => 1 + (index % 7)));
    const splits = [...splitByGroup(items, FRACTIONS, 9).values()];
    for (const split of SPLITS) {
      const share = splits.filter((dealt) => dealt === split).length / items.length;
      expect(Math.abs(share - FRACTIONS[split])).toBeLessThan(0.01);
    }
  });

  it('depends on the seed, not on the order of the items', () => {
    const items = corpus(Array.from({ length: 30 }, () => 1));
    const sorted = (seed: number, list: Grouped[]) => [...splitByGroup(list, FRACTIONS, seed)].sort();
    expect(sorted(1, [...items].reverse())).toEqual(sorted(1, items));
    expect(sorted(2, items)).not.toEqual(sorted(1, items));
  });

  it('leaves a split empty only where its fraction is 0', () => {
    const splits = splitByGroup(corpus([1, 1, 1, 1]), { train: 0.75, valid: 0, test: 0.25 }, 1);
    expect([...splits.values()].sort()).toEqual(['test', 'train', 'train', 'train']);
  });

  it('refuses what can not be divided', () => {
    expect(() => splitByGroup(corpus([1, 1, 1]), { ...FRACTIONS, train: 0.6 }, 1)).toThrow(
      'expected 0 or more each, 1 together',
    );
    expect(() => splitByGroup(corpus([1, 1, 1]), { train: 1.2, valid: -0.2, test: 0 }, 1)).toThrow(
      'expected 0 or more each, 1 together',
    );
    expect(() => splitByGroup(corpus([5, 5]), FRACTIONS, 1)).toThrow(
      'there are 2 groups; expected at least one for each of train, valid, test',
    );
    expect(() => splitByGroup([...corpus([1, 1, 1]), ...corpus([1])], FRACTIONS, 1)).toThrow(
      '"0/0.wav" is there twice',
    );
  });
});

describe('findSharedGroup', () => {
  it('finds two recordings of one group in two splits', () => {
    const items = [
      { uri: 'a', group: 'ann', split: 'train' },
      { uri: 'b', group: 'bob', split: undefined },
      { uri: 'c', group: 'ann', split: 'test' },
    ] as const;
    expect(findSharedGroup(items)).toEqual([items[0], items[2]]);
    expect(findSharedGroup(items.slice(0, 2))).toBeUndefined();
  });
});
