import type { FeatureSpec } from './feature-spec.ts';
import { poolMaximum } from './pool-maximum.ts';
import { valueRange } from './value-range.ts';

/** How the values of a spectrogram become 8-bit levels. */
export interface LevelScale {
  /** The value of level 0. */
  readonly least: number;
  /** The value of level 255; those between lie evenly. */
  readonly most: number;
  /** Into how many rows the bands are pooled, the lowest first. */
  readonly rows: number;
}

/**
 * The scale of a spectrogram that is yet to come: from silence to the loudest that there can be, the same for every recording, so
 * that levels can be drawn while a recording is still being decoded. A level is about half a decibel.
 *
 * @param maxRows a level has no more rows, and no more than there are bands; at least 1
 * @example levelScale(defaultFeatures, 128) // { least: -100, most: 38, rows: 64 }
 */
export function levelScale(features: FeatureSpec, maxRows: number): LevelScale {
  return { ...valueRange(features), rows: Math.min(features.bands, maxRows) };
}

/**
 * A spectrogram as 8-bit levels, neighbouring bands pooled by maximum (band b of n goes into row floor(b * rows / n)).
 *
 * @param values row-major [frames][bands]
 * @returns row-major [frames][rows], values beyond the scale at its ends
 * @throws RangeError when `values` is not whole frames
 * @example spectrogramLevels(Float32Array.of(-50, 0), 2, { least: -100, most: 0, rows: 2 }) // [128, 255]
 */
export function spectrogramLevels(values: Float32Array, bands: number, scale: LevelScale): Uint8Array {
  if (values.length % bands !== 0)
    throw new RangeError(
      `The spectrogram has ${values.length} values: expected whole frames of ${bands} bands.`,
    );
  const frames = values.length / bands;
  const pooled = poolMaximum({ values, frames, bands }, frames, scale.rows).values;
  const levelsPerUnit = 255 / (scale.most - scale.least);
  const levels = new Uint8Array(pooled.length);
  for (let i = 0; i < levels.length; i++) {
    const level = Math.round((pooled[i]! - scale.least) * levelsPerUnit);
    levels[i] = Math.max(0, Math.min(255, level));
  }
  return levels;
}
