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
  /** This value and all below it get the map's first colour. */
  readonly least: number;
  /** This value and all above it get the map's last colour. */
  readonly most: number;
}

/**
 * Evenly spaced colours, to be joined by straight lines, within 5 of 255 of the complete maps. Magma and viridis: every 15th of the
 * 256 colours of the maps by S. van der Walt and N. Smith (CC0, bids.github.io/colormap). Cividis: every fifth of the map by
 * J. Nuñez, C. Anderton and R. Renslow (free of copyright, PLoS ONE 13(7), 2018), which looks much the same to the colour-blind.
 */
const anchors = {
  grey: '000000 ffffff',
  magma:
    '000004 090720 1a1042 311165 4a1079 621980 792282 912b81 aa337d c23b75 d9466b ec5860 f7725c fc8e64 feaa74 fec68a fde2a3 fcfdbf',
  viridis:
    '440154 481769 472a7a 433d84 3d4e8a 355e8d 2e6d8e 297b8e 23898e 1f978b 21a585 2eb37c 46c06f 65cb5e 89d548 b0dd2f d8e219 fde725',
  cividis:
    '00224e 002656 002a5f 002d68 003070 083370 163770 203a6f 273e6e 2e416d 34456c 3a486c 3f4c6c 444f6c 49536c 4e566c 535a6d ' +
    '575d6d 5c616e 60646f 656870 696b71 6d6f72 727274 767676 7a7a78 7e7d78 838179 888578 8d8878 928c78 969077 9b9476 a09875 ' +
    'a59c74 aaa073 afa471 b5a86f baac6d bfb06b c4b468 c9b965 cfbd62 d4c15f dac65b dfca57 e5cf52 ead34c f0d846 f6dd3f fce236 ' +
    'fee838',
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
 * @param spectrogram row-major [frames][bands]
 * @throws RangeError when `values` is not frames * bands long, or least is not below most
 * @example
 * renderSpectrogram({ values: Float32Array.of(-100, 0), frames: 1, bands: 2 }, { colourMap: 'grey', least: -100, most: 0 })
 * // 1 x 2 pixels: white above black
 */
export function renderSpectrogram(
  spectrogram: { readonly values: Float32Array; readonly frames: number; readonly bands: number },
  { colourMap, least, most }: RenderOptions,
): Pixels {
  const { values, frames, bands } = spectrogram;
  if (values.length !== frames * bands) {
    throw new RangeError(
      `The spectrogram has ${values.length} values: expected ${frames} frames x ${bands} bands = ${frames * bands}.`,
    );
  }
  if (!(least < most)) throw new RangeError(`least is ${least}: expected less than most (${most}).`);
  const colours = new Uint32Array(colourTable(colourMap).buffer);
  const pixels = new Uint32Array(frames * bands);
  const levelsPerUnit = 255 / (most - least);
  for (let t = 0; t < frames; t++) {
    for (let band = 0; band < bands; band++) {
      const level = (values[t * bands + band]! - least) * levelsPerUnit;
      pixels[(bands - 1 - band) * frames + t] = colours[Math.max(0, Math.min(255, Math.round(level)))]!;
    }
  }
  return { width: frames, height: bands, data: new Uint8ClampedArray(pixels.buffer) };
}
