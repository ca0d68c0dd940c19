import { describe, expect, it } from '@jest/globals';
import { metricsBy } from './metrics-by.ts';

const recordings = [
  { kind: 'music', snrDb: 12, frames: 3 },
  { kind: 'babble', snrDb: -2, frames: 5 },
  { kind: 'music', snrDb: 4, frames: 7 },
  { kind: null, snrDb: 3, frames: 11 },
];
const frames = (group: readonly { readonly frames: number }[]) =>
  group.reduce((sum, each) => sum + each.frames, 0);

describe('metricsBy', () => {
  it('measures every group, and leaves out what belongs to none', () => {
    expect(metricsBy(recordings, ({ kind }) => kind, frames)).toEqual([
      { key: 'babble', count: 1, metrics: 5 },
      { key: 'music', count: 2, metrics: 10 },
    ]);
  });

  it('sorts numbers by value', () => {
    const bins = metricsBy(recordings, ({ snrDb }) => Math.floor(snrDb / 5) * 5, frames);
    expect(bins.map(({ key, metrics }) => [key, metrics])).toEqual([
      [-5, 5],
      [0, 18],
      [10, 3],
    ]);
  });

  it('has no groups for no items', () => {
    expect(metricsBy([], () => 'music', frames)).toEqual([]);
  });
});
