/** Stands for 0, which tfjs takes for no seed: no counter that starts at a seed of ours comes this far. */
const INSTEAD_OF_ZERO = 2 ** 32;

/**
 * Seeds for the layers of a network, each its own: the network's seed, the one after it, and so on. None is 0, with which the initializers
 * of tfjs draw by chance.
 *
 * @example
 * const nextSeed = layerSeeds(-1);
 * [nextSeed(), nextSeed(), nextSeed()]; // [-1, 4294967296, 1]
 */
export function layerSeeds(seed: number): () => number {
  let next = seed;
  return () => next++ || INSTEAD_OF_ZERO;
}
