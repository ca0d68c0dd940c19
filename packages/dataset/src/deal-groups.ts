import { createRandom } from './random.ts';

/** A recording, what it must not be parted from, and how much of everything it holds. */
export interface Grouped {
  readonly uri: string;
  /** Its speaker, the recording it was cut from, or whatever it shares with others. */
  readonly group: string;
  /** What is to be divided in proportion, such as seconds of each label; without it each recording counts 1. */
  readonly amounts?: Readonly<Record<string, number>> | undefined;
}

/** Amounts as shares of their totals over all items, by index of the amount; 0 is left out. */
type Shares = ReadonlyMap<number, number>;

interface Group {
  readonly uris: readonly string[];
  readonly shares: Shares;
}

/** Passes over all groups in which better places are looked for; in practice few of them move more than once. */
const MAX_PASSES = 20;

/**
 * Deals whole groups out to buckets so that every amount comes as near to the buckets' shares as whole groups allow: the groups
 * that hold the largest shares first, equal ones in random order, each to where it lessens the sum of squared deviations most, then
 * moved as long as that lessens the sum. Every bucket gets at least one group. The order of `items` doesn't matter.
 *
 * The idea is iterative stratification (Sechidis, Tsoumakas and Vlahavas, "On the Stratification of Multi-Label Data", ECML PKDD 2011),
 * for groups instead of examples.
 *
 * @param shares of every amount by bucket; together 1.
 * @param placed buckets of groups that are already decided; they count, and stay where they are.
 * @returns the bucket of every uri.
 * @throws RangeError for a uri that is there twice, an amount that is negative or not finite, or fewer groups than buckets.
 * @example dealGroups([{ uri: 'a', group: 'ann' }, { uri: 'b', group: 'bob' }], new Map([[1, 0.5], [2, 0.5]]), 7)
 */
export function dealGroups<Bucket extends string | number>(
  items: readonly Grouped[],
  shares: ReadonlyMap<Bucket, number>,
  seed: number,
  placed: ReadonlyMap<string, Bucket> = new Map(),
): Map<string, Bucket> {
  const groups = gather(items);
  const have = new Map([...shares.keys()].map((bucket) => [bucket, new Map<number, number>()]));
  const sizes = new Map([...shares.keys()].map((bucket) => [bucket, 0]));
  const dealt = new Map<string, Bucket>();
  const change = (name: string, bucket: Bucket, by: 1 | -1) => {
    const held = have.get(bucket) ?? new Map<number, number>();
    for (const [amount, share] of groups.get(name)!.shares)
      held.set(amount, (held.get(amount) ?? 0) + by * share);
    sizes.set(bucket, (sizes.get(bucket) ?? 0) + by);
    dealt.set(name, bucket);
  };
  /** By how much the sum of squared deviations grows if a group goes to a bucket. */
  const cost = (name: string, bucket: Bucket) => {
    let sum = 0;
    for (const [amount, share] of groups.get(name)!.shares) {
      sum += share * (share + 2 * ((have.get(bucket)?.get(amount) ?? 0) - shares.get(bucket)!));
    }
    return sum;
  };
  const cheapest = (name: string, buckets: readonly Bucket[]) =>
    buckets.reduce((best, next) => (cost(name, next) < cost(name, best) ? next : best));

  for (const [name, bucket] of placed) if (groups.has(name)) change(name, bucket, 1);
  const free = order([...groups.keys()].filter((name) => !dealt.has(name)).sort(), groups, seed);
  const empty = new Set([...shares.keys()].filter((bucket) => sizes.get(bucket) === 0));
  if (free.length < empty.size) throw tooFewGroups(free.length, [...empty]);
  for (const [index, name] of free.entries()) {
    const bucket = cheapest(name, free.length - index > empty.size ? [...shares.keys()] : [...empty]);
    change(name, bucket, 1);
    empty.delete(bucket);
  }
  for (let pass = 0, hasMoved = true; hasMoved && pass < MAX_PASSES; pass += 1) {
    hasMoved = false;
    for (const name of free) {
      const from = dealt.get(name)!;
      if (sizes.get(from) === 1) continue;
      change(name, from, -1);
      const to = cheapest(name, [from, ...shares.keys()]);
      change(name, to, 1);
      hasMoved ||= to !== from;
    }
  }
  return new Map([...groups].flatMap(([name, { uris }]) => uris.map((uri) => [uri, dealt.get(name)!])));
}

/** Recordings by group, sorted by uri, so that sums are the same in whatever order the items come. */
function gather(items: readonly Grouped[]): Map<string, Group> {
  const sorted = items.toSorted((a, b) => (a.uri < b.uri ? -1 : 1));
  sorted.forEach(({ uri }, index) => {
    if (uri === sorted[index + 1]?.uri)
      throw new RangeError(`the recording "${uri}" is there twice; expected it once`);
  });
  const indices = new Map<string, number>();
  const totals: number[] = [];
  const sums = new Map<string, { uris: string[]; amounts: Map<number, number> }>();
  for (const { uri, group, amounts = { recordings: 1 } } of sorted) {
    const sum = sums.get(group) ?? { uris: [], amounts: new Map<number, number>() };
    sums.set(group, sum);
    sum.uris.push(uri);
    for (const [name, amount] of Object.entries(amounts)) {
      if (!(amount >= 0 && amount < Infinity))
        throw new RangeError(`the amount "${name}" of "${uri}" is ${amount}; expected 0 or more`);
      const index = indices.get(name) ?? indices.size;
      indices.set(name, index);
      totals[index] = (totals[index] ?? 0) + amount;
      sum.amounts.set(index, (sum.amounts.get(index) ?? 0) + amount);
    }
  }
  const shareOf = ([index, amount]: [number, number]): [number, number][] =>
    amount > 0 ? [[index, amount / totals[index]!]] : [];
  return new Map(
    [...sums].map(([group, { uris, amounts }]) => [
      group,
      { uris, shares: new Map([...amounts].flatMap(shareOf)) },
    ]),
  );
}

/** Those with the largest shares first: the small ones can then even out what is left. */
function order(names: readonly string[], groups: ReadonlyMap<string, Group>, seed: number): string[] {
  const weights = new Map(
    names.map((name) => {
      let weight = 0;
      for (const share of groups.get(name)!.shares.values()) weight += share * share;
      return [name, weight];
    }),
  );
  return createRandom(seed)
    .shuffle(names)
    .sort((a, b) => weights.get(b)! - weights.get(a)!);
}

function tooFewGroups(found: number, buckets: readonly (string | number)[]): RangeError {
  const remedy = 'Add recordings of other speakers or origins, or ask for fewer parts';
  return new RangeError(
    `there are ${found} groups; expected at least one for each of ${buckets.join(', ')}. ${remedy}`,
  );
}
