import { type Split, SPLITS } from './split.ts';

/** Which folds of a corpus make up each split. */
export type FoldsOfSplits = Readonly<Partial<Record<Split, readonly string[]>>>;

/**
 * The split of every recording of a corpus that comes in folds. Folds that are not named go to `train`, unless some are named for it.
 *
 * @throws RangeError for a fold that the corpus doesn't have or that is named twice, one that is named nowhere, and a recording without a fold.
 * @example splitByFolds([{ uri: 'a', fold: '1' }, { uri: 'b', fold: '2' }], { test: ['2'] }) // a: train, b: test
 */
export function splitByFolds(
  items: readonly { readonly uri: string; readonly fold: string | undefined }[],
  folds: FoldsOfSplits,
): Map<string, Split> {
  const found = [...new Set(items.map(({ fold }) => fold))].sort();
  const list = found.filter((fold) => fold !== undefined).join(', ') || 'none';
  const splitOf = new Map<string, Split>();
  for (const split of SPLITS) {
    for (const fold of folds[split] ?? []) {
      if (!found.includes(fold))
        throw new RangeError(`there is no fold "${fold}" for ${split}; the corpus has the folds ${list}`);
      const other = splitOf.get(fold);
      if (other !== undefined)
        throw new RangeError(`the fold "${fold}" is named for ${other} and ${split}; expected it once`);
      splitOf.set(fold, split);
    }
  }
  return new Map(
    items.map(({ uri, fold }) => {
      if (fold === undefined) throw new RangeError(`"${uri}" is in no fold; expected one of ${list}`);
      const split = splitOf.get(fold) ?? (folds.train ? undefined : 'train');
      if (!split)
        throw new RangeError(`the fold "${fold}" is named for no split; the corpus has the folds ${list}`);
      return [uri, split];
    }),
  );
}
