import { dealGroups, type Grouped } from './deal-groups.ts';

/** What a recording is for. */
export type Split = 'train' | 'valid' | 'test';

/** All splits, in the order in which they are shown. */
export const SPLITS: readonly Split[] = ['train', 'valid', 'test'];

/** What other people call them. */
const SYNONYMS: Readonly<Record<string, Split>> = {
  train: 'train',
  training: 'train',
  valid: 'valid',
  val: 'valid',
  validation: 'valid',
  dev: 'valid',
  test: 'test',
  testing: 'test',
  eval: 'test',
};

/**
 * The split that a name stands for, or `undefined`; upper and lower case are the same.
 *
 * @example parseSplit('Validation') // 'valid'
 */
export function parseSplit(name: string): Split | undefined {
  const key = name.toLowerCase();
  return Object.hasOwn(SYNONYMS, key) ? SYNONYMS[key] : undefined;
}

/** A recording that may already have a split. */
export interface MaybeSplit extends Grouped {
  readonly split?: Split | undefined;
}

/**
 * Deals out recordings so that no group is in two splits and every amount (recordings, or seconds of each label) comes as near to the
 * fractions as whole groups allow, see `dealGroups`. A recording that has a split keeps it, and its group goes with it. Every split with
 * a fraction above 0 gets at least one group. The order of `items` doesn't matter.
 *
 * @param fractions of the recordings; they add up to 1.
 * @throws RangeError for fractions that don't, a group with two splits, and as `dealGroups`.
 * @example splitByGroup([{ uri: 'a', group: 'ann' }, …], { train: 0.7, valid: 0.15, test: 0.15 }, 1).get('a') // 'train'
 */
export function splitByGroup(
  items: readonly MaybeSplit[],
  fractions: Readonly<Record<Split, number>>,
  seed: number,
): Map<string, Split> {
  const wanted = SPLITS.filter((split) => fractions[split] !== 0);
  const total = wanted.reduce((sum, split) => sum + fractions[split], 0);
  if (!(wanted.every((split) => fractions[split] > 0) && Math.abs(total - 1) < 1e-9)) {
    throw new RangeError(`fractions are ${JSON.stringify(fractions)}; expected 0 or more each, 1 together`);
  }
  const shared = findSharedGroup(items);
  if (shared) {
    const [a, b] = shared;
    throw new RangeError(`"${a.group}" is in ${a.split} and in ${b.split}; expected a group in one split`);
  }
  const placed = new Map<string, Split>();
  for (const { group, split } of items) if (split !== undefined) placed.set(group, split);
  return dealGroups(items, new Map(wanted.map((split) => [split, fractions[split]])), seed, placed);
}

/** Two items of one group that are in different splits, or `undefined`. Items without a split are left out. */
export function findSharedGroup<T extends MaybeSplit>(items: Iterable<T>): readonly [T, T] | undefined {
  const firstOf = new Map<string, T>();
  for (const item of items) {
    if (item.split === undefined) continue;
    const first = firstOf.get(item.group);
    if (!first) firstOf.set(item.group, item);
    else if (first.split !== item.split) return [first, item];
  }
  return undefined;
}
