import { beforeAll, describe, expect, it } from '@jest/globals';
import { selectBackend } from '../backend/select.ts';
import { buildVanillaConv, defaultVanillaConv } from './vanilla-conv.ts';

describe('buildVanillaConv', () => {
  beforeAll(() => selectBackend('cpu'));

  const shape = { windowFrames: 81, bands: 64, labels: 2 };

  it('answers a window once, and a longer stretch once for each of its windows', () => {
    const network = buildVanillaConv(defaultVanillaConv, shape, 1);
    expect(network.computeOutputShape([1, 81, 64, 1])).toEqual([1, 1, 2]);
    expect(network.computeOutputShape([4, 144, 64, 1])).toEqual([4, 64, 2]);
  });

  it('stays under 100,000 parameters', () => {
    expect(buildVanillaConv(defaultVanillaConv, shape, 1).countParams()).toBeLessThan(100_000);
  });

  it('starts from weights that the seed decides', () => {
    const weights = (seed: number) =>
      buildVanillaConv(defaultVanillaConv, shape, seed)
        .getWeights()
        .map((w) => [...w.dataSync()]);
    expect(weights(1)).toEqual(weights(1));
    expect(weights(1)).not.toEqual(weights(2));
  });

  it('refuses a window or a spectrogram that its stages use up', () => {
    const build = (windowFrames: number, bands: number) => () =>
      buildVanillaConv(defaultVanillaConv, { ...shape, windowFrames, bands }, 1);
    expect(build(6, 64)).toThrow(/leaves nothing of 6 frames × 64 bands/);
    expect(build(81, 8)).toThrow(/leaves nothing of 81 frames × 8 bands/);
  });
});
