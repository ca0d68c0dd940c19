import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { featureDifferences, type FeatureSpec, specHash } from '@earmark/dsp';
import { parseWindowSpec, type WindowSpec } from '../windows.ts';
import { readSpectrogramTile, type SpectrogramTile } from './spectrogram-tile.ts';

/** A tile, and which recording it was cut from. */
export interface DatasetTile extends SpectrogramTile {
  readonly path: string;
  /** The recording's file name, without folder and extension. */
  readonly recording: string;
}

/** What the tiles of a folder must be. */
export interface TileDatasetOptions {
  readonly features: FeatureSpec;
  readonly windows: WindowSpec;
}

/**
 * Reads the tiles that `writeSpectrogramImages` wrote into a folder back as a dataset: recording by recording, by name, each from its
 * beginning on; one tile is in memory at a time. Files that are not named like tiles are left alone.
 *
 * @throws RangeError where the folder holds no tile; naming a tile that has other features (each differing field with both values) or
 *   other windows, or that is missing between two others; as `readSpectrogramTile` for one that is damaged.
 * @example
 * for await (const { recording, startFrame, values } of readTileDataset('tiles', { features, windows })) …
 */
export async function* readTileDataset(
  folder: string,
  { features, windows }: TileDatasetOptions,
): AsyncGenerator<DatasetTile> {
  const { frames, hop } = parseWindowSpec(windows);
  const files = (await readdir(folder)).flatMap((name) => tileFile(name) ?? []).sort(byPlace);
  if (files.length === 0) {
    const example = `NAME_${specHash(features)}_00000000.png`;
    throw new RangeError(`${folder}: there is no tile; expected files such as ${example}. Write them first`);
  }
  let [recording, next] = ['', 0];
  for (const file of files) {
    const path = join(folder, file.name);
    const tile = await readSpectrogramTile(path);
    const differences = featureDifferences(features, tile.features).map(
      (field) => `${field}: found ${tile.features[field]}, expected ${features[field]}`,
    );
    if (differences.length > 0) {
      throw new RangeError(`${path}: the tile has other features: ${differences.join('; ')}. Write it again`);
    }
    if (recording !== file.recording) [recording, next] = [file.recording, 0];
    if (tile.frames !== frames || tile.startFrame !== next) {
      throw new RangeError(
        `${path}: the tile has ${tile.frames} frames from frame ${tile.startFrame} on; expected ${frames} from frame ${next} on. Write the tiles of ${recording} again`,
      );
    }
    next += hop;
    yield { ...tile, path, recording };
  }
}

interface TileFile {
  readonly name: string;
  readonly recording: string;
  readonly startFrame: number;
}

function tileFile(name: string): TileFile | undefined {
  const match = /^(.+)_[0-9a-f]{16}_(\d{8,})\.png$/.exec(name);
  return match ? { name, recording: match[1] as string, startFrame: Number(match[2]) } : undefined;
}

/** By code unit, so that the order is the same in every locale. */
function byPlace(a: TileFile, b: TileFile): number {
  if (a.recording !== b.recording) return a.recording < b.recording ? -1 : 1;
  return a.startFrame - b.startFrame;
}
