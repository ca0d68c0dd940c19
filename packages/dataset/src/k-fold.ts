import { dealGroups, type Grouped } from './deal-groups.ts';
import type { Split } from './split.ts';

/**
 * Deals recordings out to `k` folds of equal size: no group is in two folds, and every amount (recordings, or seconds of each label)
 * is divided as evenly as whole groups allow.
 *
 * @returns the fold of every uri, 1 to `k`.
 * @throws RangeError for fewer than 2 folds, and as `dealGroups`.
 * @example kFold([{ uri: 'a', group: 'ann' }, { uri: 'b', group: 'bob' }], 2, 1) // Map { 'a' => 1, 'b' => 2 }
 */
export function kFold(items: readonly Grouped[], k: number, seed: number): Map<string, number> {
  if (!Number.isInteger(k) || k < 2)
    throw new RangeError(`k is ${k}; expected a whole number of folds, 2 or more`);
  const folds = Array.from({ length: k }, (_, index): [number, number] => [index + 1, 1 / k]);
  return dealGroups(items, new Map(folds), seed);
}

/**
 * What each recording is for while one fold is held out: that fold is the test split, the next one (of three or more) the validation
 * split, the others are trained on. With two folds there is no validation split.
 *
 * @example foldSplits(new Map([['a', 1], ['b', 2], ['c', 3]]), 1) // a: test, b: valid, c: train
 */
export function foldSplits(folds: ReadonlyMap<string, number>, heldOut: number): Map<string, Split> {
  const k = Math.max(...new Set(folds.values()));
  const next = k > 2 ? (heldOut % k) + 1 : undefined;
  return new Map(
    [...folds].map(([uri, fold]) => [uri, fold === heldOut ? 'test' : fold === next ? 'valid' : 'train']),
  );
}
