import type { LabelStyle } from '../look/palette.ts';
import { isInked } from '../timeline/label-pattern.ts';
import { pixelOf } from '../timeline/pixel.ts';
import { createRaster, type Raster } from '../timeline/raster.ts';
import type { LiveHistory } from './live-history.ts';

/**
 * The spectrogram of some frames of the history, one pixel a frame and row, the lowest band at the bottom.
 *
 * @param from first frame, one of the last `history.columns`
 * @param to behind the last one
 * @param colours the pixel of every level
 */
export function paintLiveLevels(
  { levels, columns, rows }: LiveHistory,
  from: number,
  to: number,
  colours: Uint32Array,
): Raster {
  const raster = createRaster(to - from, rows);
  for (let frame = from; frame < to; frame++) {
    const column = (frame % columns) * rows;
    for (let row = 0; row < rows; row++)
      raster.pixels[(rows - 1 - row) * raster.width + frame - from] = colours[levels[column + row]!]!;
  }
  return raster;
}

/**
 * The posteriors of the whole history, the newest frame at the right: a bar from the middle in the likeliest label's colour and
 * pattern (cut out), as long as its posterior, upwards, and downwards for the background. So the label shows by colour, pattern and place.
 *
 * @param styles of the labels, in their order
 * @param background which of them points downwards, -1 for none
 * @param height of the picture, in pixels
 * @returns `history.columns` pixels wide, transparent where nothing is known
 */
export function paintLivePosteriors(
  { posteriors, columns, labels, frames }: LiveHistory,
  styles: readonly LabelStyle[],
  background: number,
  height: number,
): Raster {
  const raster = createRaster(columns, height);
  const pixels = styles.map(({ colour }) => pixelOf(colour));
  const middle = height / 2;
  for (let x = Math.max(0, columns - frames); x < columns; x++) {
    const frame = frames - columns + x;
    const row = posteriors.subarray((frame % columns) * labels, ((frame % columns) + 1) * labels);
    const posterior = Math.max(...row);
    const label = row.indexOf(posterior);
    if (label < 0) continue;
    const length = Math.round(posterior * middle);
    const [top, bottom] = label === background ? [middle, middle + length] : [middle - length, middle];
    const { pattern } = styles[label]!;
    for (let y = Math.floor(top); y < bottom; y++)
      if (!isInked(pattern, frame, y)) raster.pixels[y * columns + x] = pixels[label]!;
  }
  return raster;
}
