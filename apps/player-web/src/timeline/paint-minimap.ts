import type { Segment } from '@earmark/dataset';
import type { PeakPyramid } from '@earmark/dsp';
import type { LabelStyle } from '../look/palette.ts';
import { paintSegments } from './paint-segments.ts';
import { paintWaveform, type WaveformScene } from './paint-waveform.ts';
import { createRaster, type Raster } from './raster.ts';

export interface MinimapScene {
  readonly peaks: PeakPyramid | undefined;
  readonly peaksPerSecond: number;
  readonly durationSeconds: number;
  /** One strip below the waveform for each, the first on top. */
  readonly tracks: readonly (readonly Segment[])[];
  readonly styles: ReadonlyMap<string, LabelStyle>;
  readonly ink: WaveformScene['ink'];
  readonly scale: number;
}

/** Height of a strip of segments, in CSS pixels. */
const STRIP_PIXELS = 7;

/**
 * Paints a whole recording: its waveform, and below it a strip for each track of segments.
 *
 * @param raster is painted all over
 * @example paintMinimap(raster, { peaks, peaksPerSecond: 100, durationSeconds: 10800, tracks: [heard, yours], styles, ink, scale: 1 })
 */
export function paintMinimap(raster: Raster, scene: MinimapScene): void {
  const { peaks, peaksPerSecond, durationSeconds, tracks, styles, ink, scale } = scene;
  const { width, height, pixels } = raster;
  const range = { startSeconds: 0, endSeconds: durationSeconds };
  const strip = STRIP_PIXELS * scale;
  const waveHeight = Math.max(0, height - tracks.length * strip);
  const part = (top: number, rows: number): Raster => ({
    width,
    height: rows,
    pixels: pixels.subarray(top * width, (top + rows) * width),
  });
  const wave = part(0, waveHeight);
  if (peaks) paintWaveform(wave, { peaks, peaksPerSecond, range, ink, thickness: scale });
  else wave.pixels.fill(ink.ground);
  tracks.forEach((segments, place) => {
    const strips = createRaster(width, strip - scale);
    paintSegments(strips, { segments, range, styles, ground: ink.ground, scale });
    const top = waveHeight + place * strip;
    pixels.fill(ink.ground, top * width, (top + scale) * width);
    part(top + scale, strip - scale).pixels.set(strips.pixels);
  });
}
