import { findLeakage, framePieces, splitByGroup, type Split } from '@earmark/dataset';
import { splitItems, type Recording, type RecordingFeatures } from '@earmark/dataset/node';
import { leakText } from './leak-text.ts';

/** Shares of each split, where the corpus does not say what its recordings are for. */
export const splitFractions = { train: 0.7, valid: 0.15, test: 0.15 };

/** Fewer groups than these can't be drawn into the splits. */
const SPLIT_COUNT = Object.keys(splitFractions).length;

/**
 * What each recording is for: what the corpus says or, where it says nothing, what is drawn. The draw parts no group and no copies of a
 * file, and divides the seconds of every label alike. The same recordings and seed have the same splits whatever they are drawn for, so
 * that what one training is tested on stays unheard by another.
 *
 * @param sources the features of each recording, in order
 * @param options.allowLeakage lets copies of one file be in two splits
 * @returns the split of every recording, in order; nothing where there are too few groups to draw from
 * @throws Error where the same file is in two splits, unless that is allowed
 * @example drawnSplits(corpus.recordings, sources, { seed: 1 }) // ['train', 'test', 'valid']
 */
export function drawnSplits(
  recordings: readonly Recording[],
  sources: readonly RecordingFeatures[],
  { seed, allowLeakage }: { readonly seed: number; readonly allowLeakage?: boolean | undefined },
): Split[] | undefined {
  const contents = allowLeakage ? [] : contentsOf(sources);
  const [leak] = findLeakage(
    recordings.map(({ uri, split }, index) => ({ uri, split, content: contents[index] })),
  );
  if (leak) {
    const remedy = 'Split the corpus again (trainer:split with --anew), or say --allow-leakage';
    throw new Error(`${leakText(leak)}; expected it in one split. ${remedy}`);
  }
  const decided = recordings.flatMap(({ split }) => split ?? []);
  if (decided.length === recordings.length) return decided;
  const items = splitItems(recordings, 'group', contents);
  if (new Set(items.map(({ group }) => group)).size < SPLIT_COUNT) return undefined;
  const drawn = splitByGroup(items, splitFractions, seed);
  return recordings.map(({ uri }) => drawn.get(uri)!);
}

/** The hash of every file that occurs twice; nothing for silence, which is the same wherever it is. */
function contentsOf(sources: readonly RecordingFeatures[]): (string | undefined)[] {
  const counts = new Map<string, number>();
  for (const { contentHash } of sources) counts.set(contentHash, (counts.get(contentHash) ?? 0) + 1);
  return sources.map((source) =>
    counts.get(source.contentHash) === 1 || isUniform(source) ? undefined : source.contentHash,
  );
}

/** Whether all values are one, as those of digital silence are. */
function isUniform(source: RecordingFeatures): boolean {
  let first: number | undefined;
  for (const values of framePieces(source)) {
    first ??= values[0];
    if (values.some((value) => value !== first)) return false;
  }
  return true;
}
