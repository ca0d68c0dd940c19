import { describe, expect, it } from '@jest/globals';
import { findLeakage } from './leakage.ts';

describe('findLeakage', () => {
  it('finds content, recordings and speakers on both sides', () => {
    const leaks = findLeakage([
      { uri: 'a', split: 'train', content: '1', speaker: 'ann', group: 'ann' },
      { uri: 'b', split: 'test', content: '2', speaker: 'ann', group: 'ann' },
      { uri: 'c', split: 'valid', content: '1', recording: 'tape', group: 'tape' },
      { uri: 'd', split: 'train', content: '3', recording: 'tape', group: 'tape' },
    ]);
    expect(leaks).toEqual([
      { shared: 'content', value: '1', splits: ['train', 'valid'], uris: ['a', 'c'] },
      { shared: 'recording', value: 'tape', splits: ['train', 'valid'], uris: ['c', 'd'] },
      { shared: 'speaker', value: 'ann', splits: ['train', 'test'], uris: ['a', 'b'] },
    ]);
  });

  it('tells a group that nothing else explains', () => {
    const room = (uri: string, split: 'train' | 'test') => ({ uri, split, group: 'room 1' });
    expect(findLeakage([room('a', 'train'), room('b', 'test')])).toEqual([
      { shared: 'group', value: 'room 1', splits: ['train', 'test'], uris: ['a', 'b'] },
    ]);
  });

  it('finds none within a split, or where nothing is decided', () => {
    const ann = { speaker: 'ann', content: '1', group: 'ann' };
    expect(
      findLeakage([
        { uri: 'a', split: 'train', ...ann },
        { uri: 'b', split: 'train', ...ann },
        { uri: 'c', split: undefined, ...ann },
      ]),
    ).toEqual([]);
  });
});
