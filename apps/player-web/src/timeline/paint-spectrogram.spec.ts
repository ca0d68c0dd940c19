import { describe, expect, it } from '@jest/globals';
import { createLevelPyramid, FrameGrid } from '@earmark/dsp';
import { paintSpectrogram } from './paint-spectrogram.ts';
import { createRaster } from './raster.ts';

/** Frame t is from t to t + 1 seconds. */
const grid = new FrameGrid({ sampleRate: 1, frameLength: 1, hopLength: 1 });
/** Level n is pixel n + 1000. */
const colours = Uint32Array.from({ length: 256 }, (_, level) => level + 1000);
const pending = [1, 2] as const;

function painted(
  levels: number[],
  rows: number,
  startSeconds: number,
  endSeconds: number,
  width: number,
  height: number,
) {
  const pyramid = createLevelPyramid(rows);
  pyramid.push(Uint8Array.from(levels));
  const raster = createRaster(width, height);
  paintSpectrogram(raster, { levels: pyramid, colours, grid, range: { startSeconds, endSeconds }, pending });
  return Array.from({ length: height }, (_, y) => [...raster.pixels.subarray(y * width, (y + 1) * width)]);
}

describe('paintSpectrogram', () => {
  it('paints time to the right and the lowest band at the bottom', () => {
    expect(painted([1, 2, 3, 4], 2, 0, 2, 2, 2)).toEqual([
      [1002, 1004],
      [1001, 1003],
    ]);
  });

  it('repeats frames and rows that are wider than a pixel', () => {
    expect(painted([1, 2, 3, 4], 2, 0, 2, 4, 4)).toEqual([
      [1002, 1002, 1004, 1004],
      [1002, 1002, 1004, 1004],
      [1001, 1001, 1003, 1003],
      [1001, 1001, 1003, 1003],
    ]);
  });

  it('shows the loudest of the frames that share a pixel', () => {
    expect(painted([1, 9, 3, 2, 5, 4, 0, 8], 1, 0, 8, 2, 1)).toEqual([[1009, 1008]]);
  });

  it('shows a part', () => {
    expect(painted([0, 1, 2, 3, 4, 5], 1, 2, 5, 3, 1)).toEqual([[1002, 1003, 1004]]);
  });

  it('stripes what is not computed yet', () => {
    const [row] = painted([5], 1, 0, 32, 32, 1);
    expect(new Set(row!.slice(3))).toEqual(new Set([1, 2]));
    expect(new Set(painted([], 1, 0, 32, 32, 1)[0])).toEqual(new Set([1, 2]));
  });

  it('shows the nearest frame where the sound reaches beyond the centres of its frames', () => {
    const [row] = painted([5], 1, 0, 32, 32, 1);
    expect(row!.slice(0, 3)).toEqual([1005, 1005, 1005]);
    expect(painted([5, 7], 1, -1, 2, 3, 1)).toEqual([[1005, 1005, 1007]]);
  });
});
