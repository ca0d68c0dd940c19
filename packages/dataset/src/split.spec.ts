import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Grouped } from './deal-groups.ts';
import { findSharedGroup, parseSplit, type Split, splitByGroup, SPLITS } from './split.ts';

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

  it('divides the seconds of every label alike', () => {
    const items = Array.from({ length: 60 }, (_, index) => ({
      uri: `${index}`,
      group: `${index}`,
      amounts: { speech: 7 + (index % 5), noise: index % 3 === 0 ? 20 : 3, rare: index % 4 === 0 ? 1 : 0 },
    }));
    const splits = splitByGroup(items, FRACTIONS, 1);
    for (const label of ['speech', 'noise', 'rare'] as const) {
      const held = (own: typeof items) => own.reduce((sum, { amounts }) => sum + amounts[label], 0);
      for (const split of SPLITS) {
        const share = held(items.filter(({ uri }) => splits.get(uri) === split)) / held(items);
        expect(Math.abs(share - FRACTIONS[split])).toBeLessThan(0.04);
      }
    }
  });

  it('leaves no group that would be better off in another split', () => {
    const labels = ['speech', 'noise', 'rare'] as const;
    const amounts = fc.record({
      speech: fc.nat(60),
      noise: fc.integer({ min: 1, max: 60 }),
      rare: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 3, maxLength: 30 }), fc.nat(), (sizes, seed) => {
        const items = sizes.map((each, index) => ({ uri: `${index}`, group: `${index}`, amounts: each }));
        const totals = labels.map((label) => items.reduce((sum, item) => sum + item.amounts[label], 0) || 1);
        const deviation = (splits: ReadonlyMap<string, Split>) => {
          let sum = 0;
          for (const split of SPLITS)
            for (const [index, label] of labels.entries()) {
              const own = items.filter(({ uri }) => splits.get(uri) === split);
              const held = own.reduce((seconds, item) => seconds + item.amounts[label], 0);
              sum += (held / totals[index]! - FRACTIONS[split]) ** 2;
            }
          return sum;
        };
        const splits = splitByGroup(items, FRACTIONS, seed);
        for (const { uri } of items) {
          for (const split of SPLITS) {
            const moved = new Map(splits).set(uri, split);
            if (new Set(moved.values()).size === 3)
              expect(deviation(moved)).toBeGreaterThan(deviation(splits) - 1e-9);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('keeps what is decided, takes the group along and fills up the rest', () => {
    const decided = [
      { uri: 'a', group: 'ann', split: 'test' },
      { uri: 'b', group: 'ann' },
      { uri: 'c', group: 'cid', split: 'train' },
      { uri: 'd', group: 'dan', split: 'train' },
      { uri: 'e', group: 'eve' },
    ] as const;
    const splits = splitByGroup(decided, { train: 0.4, valid: 0.2, test: 0.4 }, 1);
    expect(Object.fromEntries(splits)).toEqual({ a: 'test', b: 'test', c: 'train', d: 'train', e: 'valid' });
    expect(() =>
      splitByGroup([...decided, { uri: 'f', group: 'cid', split: 'valid' }], FRACTIONS, 1),
    ).toThrow('"cid" is in train and in valid; expected a group in one split');
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
    const endless = corpus([1, 1, 1]).map((item) => ({ ...item, amounts: { speech: NaN } }));
    expect(() => splitByGroup(endless, FRACTIONS, 1)).toThrow('the amount "speech" of "0/0.wav" is NaN');
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

describe('parseSplit', () => {
  it('knows the names that corpora use, and no others', () => {
    expect(['train', 'Dev', 'val', 'EVAL', 'trian', '', 'constructor'].map(parseSplit)).toEqual([
      'train',
      'valid',
      'valid',
      'test',
      undefined,
      undefined,
      undefined,
    ]);
  });
});
