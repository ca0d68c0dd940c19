import { readFile } from 'node:fs/promises';
import {
  type ColourMap,
  colourTable,
  createFilterBank,
  type FeatureSpec,
  FrameGrid,
  parseFeatureSpec,
  renderSpectrogram,
  specHash,
  type Spectrogram,
} from '@earmark/dsp';
import { decode, encode } from 'fast-png';

/** A stretch of a spectrogram, read back from a picture. */
export interface SpectrogramTile extends Spectrogram {
  readonly startFrame: number;
  /** When the first frame begins, in seconds. */
  readonly startSeconds: number;
}

/** What a picture says about itself besides its pixels. */
export interface PicturePlace {
  readonly startFrame: number;
  /** More than 1 where a column holds the loudest of several frames. */
  readonly framesPerColumn: number;
}

/**
 * Draws frames as PNG: one pixel a column and band, the lowest band at the bottom.
 *
 * The 256 levels run linearly from `floorDb` to the loudest that samples within -1..1 can be, the same for every
 * recording of a spec, so that pictures can be compared. Grey pictures are greyscale, the others have a palette of
 * 256 colours: in every colour map the pixel is the level.
 *
 * @param values row-major [columns][bands], in dB.
 */
export function encodePicture(
  values: Float32Array,
  features: FeatureSpec,
  colourMap: ColourMap,
  { startFrame, framesPerColumn }: PicturePlace,
): Uint8Array {
  const { bands, floorDb } = features;
  const range = { colourMap: 'grey', minDb: floorDb, maxDb: topDb(features) } as const;
  const { width, height, data } = renderSpectrogram({ values, frames: values.length / bands, bands }, range);
  return encode({
    width,
    height,
    // In the grey map level n has red n.
    data: Uint8Array.from({ length: width * height }, (_, pixel) => data[pixel * 4] as number),
    depth: 8,
    channels: 1,
    ...(colourMap === 'grey' ? {} : { palette: paletteOf(colourMap) }),
    text: {
      'earmark:specHash': specHash(features),
      'earmark:features': JSON.stringify(features),
      'earmark:startFrame': String(startFrame),
      'earmark:startSeconds': String(startSeconds(features, startFrame)),
      'earmark:framesPerColumn': String(framesPerColumn),
    },
  });
}

/**
 * Reads a tile of `writeSpectrogramImages` back. Each value is the middle of its level: as near to the spectrogram
 * as half a level, about 0.3 dB for the default features, unless samples went beyond -1..1.
 *
 * @throws RangeError naming the file where it is no PNG, or no tile of Earmark's; where its hash is not that of the
 *   features it carries; where the picture does not have their bands, or a column stands for several frames.
 */
export async function readSpectrogramTile(path: string): Promise<SpectrogramTile> {
  try {
    return decodeTile(await readFile(path));
  } catch (cause) {
    const problem = (cause as Error).message;
    throw new RangeError(`${path}: ${problem}; expected a tile that Earmark wrote. Write it again`, {
      cause,
    });
  }
}

function decodeTile(bytes: Uint8Array): SpectrogramTile {
  const { width, height, data, depth, channels, text } = decode(bytes, { checkCrc: true });
  const features = parseFeatureSpec(JSON.parse(text['earmark:features'] ?? 'null'));
  const hash = specHash(features);
  if (text['earmark:specHash'] !== hash) {
    throw new RangeError(`the spec hash is ${text['earmark:specHash']}, its features have ${hash}`);
  }
  if (text['earmark:framesPerColumn'] !== '1') {
    throw new RangeError(`a column stands for ${text['earmark:framesPerColumn']} frames`);
  }
  const { bands, floorDb } = features;
  if (height !== bands || depth !== 8 || channels !== 1) {
    throw new RangeError(
      `the picture has ${height} rows of ${depth} bits and ${channels} channels for ${bands} bands`,
    );
  }
  const startFrame = Number(text['earmark:startFrame']);
  if (!Number.isSafeInteger(startFrame) || startFrame < 0) {
    throw new RangeError(`the start frame is ${text['earmark:startFrame']}`);
  }
  const decibelsPerLevel = (topDb(features) - floorDb) / 255;
  const values = new Float32Array(width * bands);
  for (let frame = 0, index = 0; frame < width; frame += 1) {
    for (let row = height - 1; row >= 0; row -= 1, index += 1) {
      values[index] = floorDb + (data[row * width + frame] as number) * decibelsPerLevel;
    }
  }
  return {
    values,
    frames: width,
    bands,
    features,
    startFrame,
    startSeconds: startSeconds(features, startFrame),
  };
}

/**
 * The top of the scale: no band is louder while samples stay within -1..1. A bin's magnitude is at most the sum of
 * the frame's windowed samples, so at most `frameLength`.
 */
function topDb(features: FeatureSpec): number {
  const { bands, fftLength, frameLength, quantity, reference, floorDb } = features;
  const isPower = quantity === 'power';
  const loudestBins = new Float64Array(fftLength / 2 + 1).fill(isPower ? frameLength ** 2 : frameLength);
  const loudestBands = new Float64Array(bands);
  createFilterBank(features).apply(loudestBins, loudestBands);
  const decibels = (isPower ? 10 : 20) * Math.log10(Math.max(...loudestBands) / reference);
  return Math.max(Math.ceil(decibels), floorDb + 1);
}

function startSeconds(features: FeatureSpec, startFrame: number): number {
  return new FrameGrid(features).startSample(startFrame) / features.sampleRate;
}

function paletteOf(colourMap: ColourMap): number[][] {
  const table = colourTable(colourMap);
  return Array.from({ length: 256 }, (_, level) => [...table.subarray(level * 4, level * 4 + 3)]);
}
