import type { FrameGrid, LevelPyramid } from '@earmark/dsp';
import type { Raster } from './raster.ts';
import type { ViewRange } from './view-range.ts';

export interface SpectrogramScene {
  readonly levels: LevelPyramid;
  /** The pixel of every level, see `levelColours`. */
  readonly colours: Uint32Array;
  readonly grid: FrameGrid;
  readonly range: ViewRange;
  /** Two pixels, in slanting stripes where nothing was computed yet. */
  readonly pending: readonly [number, number];
}

const STRIPE_PIXELS = 8;

/**
 * Paints the visible part of a spectrogram, the lowest band at the bottom: one look-up for each pixel, however much is visible.
 *
 * @param raster is painted all over
 * @example paintSpectrogram(raster, { levels, colours: levelColours(features, scale, look), grid, range: view, pending })
 */
export function paintSpectrogram(
  raster: Raster,
  { levels, colours, grid, range, pending }: SpectrogramScene,
): void {
  const { width, height, pixels } = raster;
  const { rows } = levels;
  const secondsPerPixel = (range.endSeconds - range.startSeconds) / width;
  const level = levels.level(secondsPerPixel / grid.hopSeconds);
  const rowAt = Int32Array.from({ length: height }, (_, y) =>
    Math.floor(((height - y - 0.5) / height) * rows),
  );
  // The sound reaches half a frame beyond the centre of the last frame, and may go on for less than a hop.
  const tailFrames = Math.ceil(grid.frameLength / 2 / grid.hopLength) + 1;
  let [paintedColumn, painted] = [-1, 0];
  for (let x = 0; x < width; x++) {
    const nearest = grid.frameAt(range.startSeconds + (x + 0.5) * secondsPerPixel);
    const frame = Math.max(0, Math.min(nearest, levels.frames - 1));
    const column = Math.floor(frame / level.framesPerColumn);
    if (levels.frames === 0 || nearest >= levels.frames + tailFrames) {
      for (let y = 0, at = x; y < height; y++, at += width)
        pixels[at] = pending[Math.floor((x + y) / STRIPE_PIXELS) % 2]!;
    } else if (column === paintedColumn) {
      for (let y = 0, at = x; y < height; y++, at += width) pixels[at] = pixels[at - x + painted]!;
    } else {
      const chunk = level.values[Math.floor(column / level.columnsPerChunk)]!;
      const from = (column % level.columnsPerChunk) * rows;
      for (let y = 0, at = x; y < height; y++, at += width) pixels[at] = colours[chunk[from + rowAt[y]!]!]!;
      [paintedColumn, painted] = [column, x];
    }
  }
}
