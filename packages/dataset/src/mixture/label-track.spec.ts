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

  it('knows no gap that is shorter than a microsecond: it is a rounding error', () => {
    const spans = [
      { start: 1, end: 2 },
      { start: 2 + 4e-14, end: 3 - 4e-14 },
    ];
    expect(labelTrack(spans, 3).map(({ start, end, label }) => [start, end, label])).toEqual([
      [0, 1, 'noise'],
      [1, 2, 'speech'],
      [2, 3 - 4e-14, 'speech'],
    ]);
  });
});
