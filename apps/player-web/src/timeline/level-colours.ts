import { colourTable, type ColourMap, type FeatureSpec, type LevelScale } from '@earmark/dsp';

/** How the levels of a spectrogram are shown. */
export interface SpectrogramLook {
  readonly colourMap: ColourMap;
  /** Makes all brighter: this many decibels below the loudest there can be gets the map's last colour. */
  readonly gainDb: number;
  /** From the map's first colour to its last. */
  readonly rangeDb: number;
}

/**
 * The pixel of every level, so that gain and range cost one look-up a pixel when drawing. Where values are no logarithms, a decibel
 * is a hundredth of their scale.
 *
 * @returns 256 pixels, see `pixelOf`
 * @example levelColours(defaultFeatures, scale, { colourMap: 'grey', gainDb: 0, rangeDb: 80 })[255] // white
 */
export function levelColours(
  features: Pick<FeatureSpec, 'compression' | 'quantity'>,
  { least, most }: Pick<LevelScale, 'least' | 'most'>,
  { colourMap, gainDb, rangeDb }: SpectrogramLook,
): Uint32Array {
  const unitsPerDb = unitsPerDecibel(features, most - least);
  const brightest = most - gainDb * unitsPerDb;
  const darkest = brightest - rangeDb * unitsPerDb;
  const map = new Uint32Array(colourTable(colourMap).buffer);
  return Uint32Array.from({ length: 256 }, (_, level) => {
    const value = least + (level / 255) * (most - least);
    const share = (value - darkest) / (brightest - darkest);
    return map[Math.round(255 * Math.max(0, Math.min(1, share)))]!;
  });
}

function unitsPerDecibel(
  { compression, quantity }: Pick<FeatureSpec, 'compression' | 'quantity'>,
  range: number,
): number {
  if (compression === 'decibel') return 1;
  if (compression === 'log') return Math.LN10 / (quantity === 'power' ? 10 : 20);
  return range / 100;
}
