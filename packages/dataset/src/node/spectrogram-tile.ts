import { readFile } from 'node:fs/promises';
import {
  type ColourMap,
  colourTable,
  type FeatureSpec,
  FrameGrid,
  parseFeatureSpec,
  specHash,
  type Spectrogram,
  valueRange,
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

/** How a picture's pixels are written. */
export interface PictureFormat {
  readonly colourMap: ColourMap;
  /** 8 bits are 256 levels, 16 bits 65,536; those are always grey, as no palette has so many. */
  readonly depth: 8 | 16;
}

/**
 * Draws frames as PNG: one pixel a column and band, the lowest band at the bottom.
 *
 * The levels run linearly over `valueRange(features)`, the same for every recording of a spec, so that pictures can be
 * compared. Grey pictures are greyscale, the others have a palette of 256 colours: in every colour map the pixel is the
 * level.
 *
 * @param values row-major [columns][bands].
 */
export function encodePicture(
  values: Float32Array,
  features: FeatureSpec,
  { colourMap, depth }: PictureFormat,
  { startFrame, framesPerColumn }: PicturePlace,
): Uint8Array {
  const { bands } = features;
  const { least, most } = valueRange(features);
  const top = 2 ** depth - 1;
  const width = values.length / bands;
  const levels = new (depth === 8 ? Uint8Array : Uint16Array)(values.length);
  for (let frame = 0, index = 0; frame < width; frame += 1) {
    for (let row = bands - 1; row >= 0; row -= 1, index += 1) {
      const level = Math.round((((values[index] as number) - least) * top) / (most - least));
      levels[row * width + frame] = Math.max(0, Math.min(top, level));
    }
  }
  return encode({
    width,
    height: bands,
    data: levels,
    depth,
    channels: 1,
    ...(depth === 16 || colourMap === 'grey' ? {} : { palette: paletteOf(colourMap) }),
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
 * as half a level, about 0.3 dB for the default features (0.001 dB in 16 bits), unless samples went beyond -1..1.
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
  const { bands } = features;
  if (height !== bands || depth < 8 || channels !== 1) {
    throw new RangeError(
      `the picture has ${height} rows of ${depth} bits and ${channels} channels for ${bands} bands`,
    );
  }
  const startFrame = Number(text['earmark:startFrame']);
  if (!Number.isSafeInteger(startFrame) || startFrame < 0) {
    throw new RangeError(`the start frame is ${text['earmark:startFrame']}`);
  }
  const { least, most } = valueRange(features);
  const perLevel = (most - least) / (2 ** depth - 1);
  const values = new Float32Array(width * bands);
  for (let frame = 0, index = 0; frame < width; frame += 1) {
    for (let row = height - 1; row >= 0; row -= 1, index += 1) {
      values[index] = least + (data[row * width + frame] as number) * perLevel;
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

function startSeconds(features: FeatureSpec, startFrame: number): number {
  return new FrameGrid(features).startSample(startFrame) / features.sampleRate;
}

function paletteOf(colourMap: ColourMap): number[][] {
  const table = colourTable(colourMap);
  return Array.from({ length: 256 }, (_, level) => [...table.subarray(level * 4, level * 4 + 3)]);
}
