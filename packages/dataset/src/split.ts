import { createRandom } from './random.ts';

/** What a recording is for. */
export type Split = 'train' | 'valid' | 'test';

/** All splits, in the order in which they are shown. */
export const SPLITS: readonly Split[] = ['train', 'valid', 'test'];

/** A recording and what it must not be parted from: its speaker, or the recording it was cut from. */
export interface Grouped {
  readonly uri: string;
  readonly group: string;
}

/**
 * Deals out recordings so that no group is in two splits and the number of recordings comes as near to the
 * fractions as whole groups allow: the largest groups first, groups of one size in random order, each to the split
 * that lacks most. Every split with a fraction above 0 gets at least one group. The order of `items` doesn't matter.
 *
 * @param fractions of the recordings; they add up to 1.
 * @throws RangeError for fractions that don't, a uri that is there twice, or fewer groups than splits.
 * @example splitByGroup([{ uri: 'a', group: 'ann' }, …], { train: 0.7, valid: 0.15, test: 0.15 }, 1).get('a') // 'train'
 */
export function splitByGroup(
  items: readonly Grouped[],
  fractions: Readonly<Record<Split, number>>,
  seed: number,
): Map<string, Split> {
  const wanted = SPLITS.filter((split) => fractions[split] !== 0);
  const total = wanted.reduce((sum, split) => sum + fractions[split], 0);
  if (!(wanted.every((split) => fractions[split] > 0) && Math.abs(total - 1) < 1e-9)) {
    throw new RangeError(`fractions are ${JSON.stringify(fractions)}; expected 0 or more each, 1 together`);
  }
  const groups = new Map<string, Grouped[]>();
  for (const item of items) {
    const members = groups.get(item.group);
    if (members) members.push(item);
    else groups.set(item.group, [item]);
  }
  if (groups.size < wanted.length) {
    const remedy = 'Add recordings of other speakers or origins, or set a fraction to 0';
    throw new RangeError(
      `there are ${groups.size} groups; expected at least one for each of ${wanted.join(', ')}. ${remedy}`,
    );
  }

  const dealt = new Map<string, Split>();
  const missing = new Map(wanted.map((split) => [split, fractions[split] * items.length]));
  const empty = new Set(wanted);
  const order = createRandom(seed)
    .shuffle([...groups.keys()].sort())
    .map((group) => groups.get(group) ?? [])
    .sort((a, b) => b.length - a.length);
  for (const [index, members] of order.entries()) {
    const candidates = order.length - index > empty.size ? wanted : [...empty];
    const split = candidates.reduce((best, next) =>
      (missing.get(next) ?? 0) > (missing.get(best) ?? 0) ? next : best,
    );
    missing.set(split, (missing.get(split) ?? 0) - members.length);
    empty.delete(split);
    for (const { uri } of members) {
      if (dealt.has(uri)) throw new RangeError(`the recording "${uri}" is there twice; expected it once`);
      dealt.set(uri, split);
    }
  }
  return dealt;
}

/** Two items of one group that are in different splits, or `undefined`. Items without a split are left out. */
export function findSharedGroup<T extends Grouped & { readonly split: Split | undefined }>(
  items: Iterable<T>,
): readonly [T, T] | undefined {
  const firstOf = new Map<string, T>();
  for (const item of items) {
    if (item.split === undefined) continue;
    const first = firstOf.get(item.group);
    if (!first) firstOf.set(item.group, item);
    else if (first.split !== item.split) return [first, item];
  }
  return undefined;
}
