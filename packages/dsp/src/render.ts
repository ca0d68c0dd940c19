/** Names of the colour maps that `renderSpectrogram` knows. */
export type ColourMap = keyof typeof anchors;

/** A picture: `width * height` pixels of red, green, blue and alpha, row by row from the top (as `ImageData` has it). */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

export interface RenderOptions {
  readonly colourMap: ColourMap;
  /** This many decibels or fewer get the map's first colour. */
  readonly minDb: number;
  /** This many decibels or more get the map's last colour. */
  readonly maxDb: number;
}

/**
 * Evenly spaced colours, to be joined by straight lines. Magma and viridis: every 15th of the 256 colours of matplotlib's maps
 * by S. van der Walt and N. Smith (CC0, bids.github.io/colormap), within 5 of 255 of the complete maps.
 */
const anchors = {
  grey: '000000 ffffff',
  magma:
    '000004 090720 1a1042 311165 4a1079 621980 792282 912b81 aa337d c23b75 d9466b ec5860 f7725c fc8e64 feaa74 fec68a fde2a3 fcfdbf',
  viridis:
    '440154 481769 472a7a 433d84 3d4e8a 355e8d 2e6d8e 297b8e 23898e 1f978b 21a585 2eb37c 46c06f 65cb5e 89d548 b0dd2f d8e219 fde725',
};

/**
 * The 256 colours of a map, from its first to its last.
 *
 * @returns 256 times red, green, blue, alpha (255)
 * @example colourTable('grey').slice(4, 8) // [1, 1, 1, 255]
 */
export function colourTable(colourMap: ColourMap): Uint8ClampedArray<ArrayBuffer> {
  const colours = anchors[colourMap]
    .split(' ')
    .map((hex) => [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)));
  const table = new Uint8ClampedArray(4 * 256);
  for (let i = 0; i < 256; i++) {
    const position = (i / 255) * (colours.length - 1);
    const left = Math.min(Math.floor(position), colours.length - 2);
    const share = position - left;
    for (let c = 0; c < 3; c++)
      table[4 * i + c] = (1 - share) * colours[left]![c]! + share * colours[left + 1]![c]!;
    table[4 * i + 3] = 255;
  }
  return table;
}

/**
 * Draws a spectrogram: one pixel a frame and band, time to the right, the lowest band at the bottom.
 *
 * @param spectrogram decibels, row-major [frames][bands]
 * @throws RangeError when `values` is not frames * bands long, or minDb is not below maxDb
 * @example
 * renderSpectrogram({ values: Float32Array.of(-100, 0), frames: 1, bands: 2 }, { colourMap: 'grey', minDb: -100, maxDb: 0 })
 * // 1 x 2 pixels: white above black
 */
export function renderSpectrogram(
  spectrogram: { readonly values: Float32Array; readonly frames: number; readonly bands: number },
  { colourMap, minDb, maxDb }: RenderOptions,
): Pixels {
  const { values, frames, bands } = spectrogram;
  if (values.length !== frames * bands) {
    throw new RangeError(
      `The spectrogram has ${values.length} values: expected ${frames} frames x ${bands} bands = ${frames * bands}.`,
    );
  }
  if (!(minDb < maxDb)) throw new RangeError(`minDb is ${minDb}: expected less than maxDb (${maxDb}).`);
  const colours = new Uint32Array(colourTable(colourMap).buffer);
  const pixels = new Uint32Array(frames * bands);
  const perDb = 255 / (maxDb - minDb);
  for (let t = 0; t < frames; t++) {
    for (let band = 0; band < bands; band++) {
      const level = (values[t * bands + band]! - minDb) * perDb;
      pixels[(bands - 1 - band) * frames + t] = colours[Math.max(0, Math.min(255, Math.round(level)))]!;
    }
  }
  return { width: frames, height: bands, data: new Uint8ClampedArray(pixels.buffer) };
}
