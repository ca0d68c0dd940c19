import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { foldSplits, kFold } from './k-fold.ts';
import { findSharedGroup } from './split.ts';

const corpus = (groups: number) =>
  Array.from({ length: 3 * groups }, (_, index) => ({ uri: `${index}.wav`, group: `${index % groups}` }));

describe('kFold', () => {
  it('deals whole groups out to folds that are equally large, and the same for the same seed', () => {
    const sizes = fc.tuple(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 1, max: 6 }), fc.nat());
    fc.assert(
      fc.property(sizes, ([k, perFold, seed]) => {
        const items = corpus(k * perFold);
        const folds = kFold(items, k, seed);
        const groupFold = new Map(items.map(({ uri, group }) => [group, folds.get(uri)]));
        for (const { uri, group } of items) expect(folds.get(uri)).toBe(groupFold.get(group));
        for (let fold = 1; fold <= k; fold += 1)
          expect([...folds.values()].filter((each) => each === fold)).toHaveLength(3 * perFold);
        expect(kFold([...items].reverse(), k, seed)).toEqual(folds);
      }),
    );
  });

  it('differs by seed, and refuses what can not be divided', () => {
    expect(kFold(corpus(20), 4, 1)).not.toEqual(kFold(corpus(20), 4, 2));
    expect(() => kFold(corpus(3), 1, 1)).toThrow('k is 1; expected a whole number of folds, 2 or more');
    expect(() => kFold(corpus(3), 4, 1)).toThrow(
      'there are 3 groups; expected at least one for each of 1, 2, 3, 4',
    );
  });
});

describe('foldSplits', () => {
  it('tests on every recording once, validates on another fold and trains on the rest', () => {
    const items = corpus(9);
    const folds = kFold(items, 3, 1);
    const rounds = [1, 2, 3].map((fold) => foldSplits(folds, fold));
    for (const { uri } of items) {
      const parts = rounds.map((splits) => splits.get(uri));
      expect(parts.toSorted()).toEqual(['test', 'train', 'valid']);
    }
    for (const splits of rounds)
      expect(
        findSharedGroup(items.map((item) => ({ ...item, split: splits.get(item.uri) }))),
      ).toBeUndefined();
  });

  it('has no validation split with two folds', () => {
    expect(
      foldSplits(
        new Map([
          ['a', 1],
          ['b', 2],
        ]),
        2,
      ),
    ).toEqual(
      new Map([
        ['a', 'train'],
        ['b', 'test'],
      ]),
    );
  });
});
