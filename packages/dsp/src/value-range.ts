import { compress } from './compression.ts';
import type { FeatureSpec } from './feature-spec.ts';
import { createFilterBank } from './filter-bank.ts';
import { highestPcen } from './pcen.ts';

/** What a spectrogram's values are counted in. */
export type ValueUnit = 'dB' | 'ln' | 'PCEN' | '';

const units: Record<FeatureSpec['compression'], ValueUnit> = {
  decibel: 'dB',
  log: 'ln',
  none: '',
  pcen: 'PCEN',
};

/** The unit of a spectrogram's values, for a colour bar or a column's name. */
export function valueUnit(features: FeatureSpec): ValueUnit {
  return units[features.compression];
}

/**
 * Between which values a spectrogram lies: the value of silence, and one that no band exceeds while samples stay within -1..1. A
 * bin's magnitude is at most the sum of the frame's windowed samples, so at most `frameLength`. Decibels are rounded up.
 *
 * @example valueRange(defaultFeatures) // { least: -100, most: 38 }
 */
export function valueRange(features: FeatureSpec): { readonly least: number; readonly most: number } {
  const { bands, fftLength, frameLength, quantity, compression } = features;
  const loudestBin = quantity === 'power' ? frameLength ** 2 : frameLength;
  const loudestBins = new Float64Array(fftLength / 2 + 1).fill(loudestBin);
  const sums = new Float64Array(bands);
  createFilterBank(features).apply(loudestBins, sums);
  const least = compress(features, 0);
  const loudest = compress(
    features,
    sums.reduce((a, b) => Math.max(a, b)),
  );
  const most = compression === 'pcen' ? highestPcen(features, loudest) : loudest;
  return { least, most: Math.max(compression === 'decibel' ? Math.ceil(most) : most, least + 1) };
}
