import { describe, expect, it } from '@jest/globals';
import { labelTrack } from './label-track.ts';

describe('labelTrack', () => {
  it('leaves no gap from 0 to the end', () => {
    const segments = labelTrack([{ start: 1, end: 2 }], 3);
    expect(segments.map(({ start, end, label }) => [start, end, label])).toEqual([
      [0, 1, 'noise'],
      [1, 2, 'speech'],
      [2, 3, 'noise'],
    ]);
    expect(labelTrack([], 3)).toHaveLength(1);
    expect(labelTrack([{ start: 0, end: 3 }], 3)).toHaveLength(1);
  });
});
