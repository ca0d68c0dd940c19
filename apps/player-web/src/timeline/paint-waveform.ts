import type { PeakColumns, PeakPyramid } from '@earmark/dsp';
import { fillRectangle, type Raster } from './raster.ts';
import { sampleColumns, type SampleStretch } from './sample-columns.ts';
import type { ViewRange } from './view-range.ts';

export interface WaveformScene {
  readonly peaks: PeakPyramid;
  readonly peaksPerSecond: number;
  readonly range: ViewRange;
  /** The samples themselves, where a pixel stands for less than a peak. */
  readonly stretch?: SampleStretch | undefined;
  readonly ink: { readonly wave: number; readonly ground: number; readonly zero: number };
  /** Least height of the wave, in pixels of the raster. */
  readonly thickness: number;
}

/**
 * Paints the visible part of a waveform, from -1 at the bottom to 1 at the top: for each column of pixels a stroke from its least to
 * its greatest sample, so that no click is lost, and at deep zoom the line through the samples.
 *
 * @param raster is painted all over
 * @example paintWaveform(raster, { peaks, peaksPerSecond: 100, range: view, ink, thickness: 1 })
 */
export function paintWaveform(raster: Raster, scene: WaveformScene): void {
  const { peaks, peaksPerSecond, range, stretch, ink, thickness } = scene;
  const { width, height } = raster;
  fillRectangle(raster, 0, 0, width, height, ink.ground);
  const middle = Math.floor(height / 2);
  fillRectangle(raster, 0, middle, width, middle + 1, ink.zero);
  const columns =
    (stretch && sampleColumns(stretch, range, width)) ??
    peaks.columns(range.startSeconds * peaksPerSecond, range.endSeconds * peaksPerSecond, width);
  strokeColumns(raster, columns, ink.wave, thickness);
}

/** Strokes from the least to the greatest of every column, at least `thickness` high; nothing where a column is empty. */
function strokeColumns(raster: Raster, columns: PeakColumns, pixel: number, thickness: number): void {
  const { width, height, pixels } = raster;
  const rowOf = (value: number) => (height * (1 - value)) / 2;
  for (let x = 0; x < width; x++) {
    const [least, most] = [columns.least[x]!, columns.most[x]!];
    if (least > most) continue;
    const spare = Math.max(0, (thickness - (rowOf(least) - rowOf(most))) / 2);
    const top = Math.max(0, Math.min(height - thickness, Math.round(rowOf(most) - spare)));
    const bottom = Math.min(height, Math.max(top + thickness, Math.round(rowOf(least) + spare)));
    for (let y = top, at = top * width + x; y < bottom; y++, at += width) pixels[at] = pixel;
  }
}
