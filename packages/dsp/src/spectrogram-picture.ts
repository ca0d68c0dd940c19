import { compressionFormula } from './compression.ts';
import type { FeatureSpec } from './feature-spec.ts';
import { poolMaximum } from './pool-maximum.ts';
import { renderSpectrogram, type Pixels } from './render.ts';
import type { Spectrogram } from './spectrogram.ts';
import { valueRange } from './value-range.ts';

/** How far below the loudest value black lies: as much as eye and screen tell apart. */
const rangeDb = 80;

/**
 * Between which values a spectrogram's colours run, as people look at it: decibels and logarithms from 80 dB below the loudest
 * value to that value, other values from that of silence on. A recording that stays within 80 dB of silence is not brightened up.
 *
 * @param loudest the greatest value that is shown
 * @example pictureRange(defaultFeatures, 20) // { least: -60, most: 20 }
 */
export function pictureRange(
  features: FeatureSpec,
  loudest: number,
): { readonly least: number; readonly most: number } {
  const silence = valueRange(features).least;
  const { scale } = compressionFormula(features);
  if (scale === undefined) return { least: silence, most: loudest > silence ? loudest : silence + 1 };
  // A value is `scale` times the logarithm of what is 10 or 20 log10 in decibels.
  const decibelsPerLog = (features.quantity === 'power' ? 10 : 20) / Math.LN10;
  const range = (rangeDb / decibelsPerLog) * scale;
  const most = Math.max(loudest, silence + range);
  return { least: most - range, most };
}

/**
 * A whole spectrogram in magma, in the colours of `pictureRange`.
 *
 * @param spectrogram at least one frame
 * @param maxColumns the picture is no wider, in pixels; a column that stands for several frames shows of each band the loudest, so
 *   that a click in an hour stays visible
 * @example spectrogramPicture(await spectrogram(audio, defaultFeatures), 4096).height // 64
 */
export function spectrogramPicture(spectrogram: Spectrogram, maxColumns: number): Pixels {
  const pooled = poolMaximum(spectrogram, maxColumns, spectrogram.bands);
  const loudest = pooled.values.reduce((most, value) => Math.max(most, value), -Infinity);
  return renderSpectrogram(pooled, {
    colourMap: 'magma',
    ...pictureRange(spectrogram.features, loudest),
  });
}
