import { describe, expect, it } from '@jest/globals';
import { sampleColumns } from './sample-columns.ts';

const stretch = (samples: number[], startSeconds = 0, sampleRate = 1) => ({
  samples: Float32Array.from(samples),
  sampleRate,
  startSeconds,
});
const range = (startSeconds: number, endSeconds: number) => ({ startSeconds, endSeconds });

describe('sampleColumns', () => {
  it('draws a straight line between samples', () => {
    const { least, most } = sampleColumns(stretch([0, 1, 0]), range(0, 2), 4)!;
    expect([...least]).toEqual([0, 0.5, 0.5, 0]);
    expect([...most]).toEqual([0.5, 1, 1, 0.5]);
  });

  it('never misses a sample, and neighbours touch', () => {
    const { least, most } = sampleColumns(stretch([0, 1, -1, 0.5, 0, 0.25]), range(0, 5), 2)!;
    expect([...most]).toEqual([1, 0.5]);
    expect([...least]).toEqual([-1, -0.25]);
  });

  it('starts where the stretch does', () => {
    const { most } = sampleColumns(stretch([3, 4, 5, 6], 10, 2), range(10.5, 11.5), 2)!;
    expect([...most]).toEqual([5, 6]);
  });

  it('holds the last sample to the end of the recording', () => {
    const { least, most } = sampleColumns(stretch([0, 1]), range(0, 2), 2)!;
    expect([least[1], most[1]]).toEqual([1, 1]);
  });

  it('needs all of what is visible', () => {
    expect(sampleColumns(stretch([0, 1], 5), range(4, 6), 2)).toBeUndefined();
    expect(sampleColumns(stretch([0, 1], 5), range(5, 8), 2)).toBeUndefined();
  });
});
