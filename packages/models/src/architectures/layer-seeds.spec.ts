import { beforeAll, describe, expect, it } from '@jest/globals';
import { selectBackend } from '../backend/select.ts';
import { contractFor, everyArchitecture } from '../training/every-architecture.fixture.ts';
import { buildNetwork } from './index.ts';
import { layerSeeds } from './layer-seeds.ts';

const first = (count: number, seed: number) => Array.from({ length: count }, layerSeeds(seed));

describe('layerSeeds', () => {
  beforeAll(() => selectBackend('cpu'));

  it('counts from the seed, and never gives 0 or a seed twice', () => {
    expect(first(3, 5)).toEqual([5, 6, 7]);
    for (const seed of [0, -1, -2]) {
      const seeds = first(5, seed);
      expect(seeds).not.toContain(0);
      expect(new Set(seeds).size).toBe(5);
    }
    expect(first(3, 0)).not.toEqual(first(3, 1));
  });

  it.each(everyArchitecture.flatMap((each) => [1, 0, -2].map((seed) => [each.name, seed, each] as const)))(
    'lets %s begin with the same weights for the seed %i, and others for the next',
    (_, seed, architecture) => {
      const { windows, features } = contractFor(architecture);
      const shape = { windowFrames: windows.frames, bands: features.bands, labels: 2 };
      const weights = (from: number) =>
        buildNetwork(architecture, shape, from)
          .getWeights()
          .map((weight) => [...weight.dataSync()]);
      expect(weights(seed)).toEqual(weights(seed));
      expect(weights(seed)).not.toEqual(weights(seed + 1));
    },
  );
});
