import type { Hash } from 'node:crypto';
import type { LabelledSplits } from './labelled-splits.ts';

/**
 * Adds to a hash what the splits are: which recordings are in them, how they are labelled and how often they are seen.
 *
 * @example hashSplits(createHash('sha256'), splits).digest('hex')
 */
export function hashSplits(hash: Hash, splits: LabelledSplits): Hash {
  for (const [split, recordings] of Object.entries(splits))
    for (const { uri, weight, targets } of recordings)
      hash.update(JSON.stringify([split, uri, weight])).update(targets);
  return hash;
}
