import { copyFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { defaultFeatures, type FeatureSpec, spectrogram, specHash } from '@earmark/dsp';
import { openRecording, readAudio } from './open-recording.ts';
import { sine, useFolder, wavBytes } from './recordings.fixture.ts';
import { writeSpectrogramImages } from './spectrogram-images.ts';
import { type DatasetTile, readTileDataset } from './tile-dataset.ts';

const folder = useFolder();
const windows = { frames: 50, hop: 40 };
const wanted = { features: defaultFeatures, windows };
const HASH = specHash(defaultFeatures);

async function writeTiles(name: string, features: FeatureSpec = defaultFeatures): Promise<string> {
  const outDir = folder.path(name);
  for (const [recording, hertz, seconds] of [
    ['b', 2000, 1],
    ['a_1', 500, 2],
  ] as const) {
    const path = await folder.write(`${recording}.wav`, wavBytes([sine(seconds * 16_000, hertz, 16_000)]));
    const options = { features, windows, outDir, colourMap: 'grey', depth: 16 } as const;
    await writeSpectrogramImages(await openRecording(path), options);
  }
  return outDir;
}

async function read(path: string, options = wanted): Promise<DatasetTile[]> {
  const tiles: DatasetTile[] = [];
  for await (const tile of readTileDataset(path, options)) tiles.push(tile);
  return tiles;
}

describe('readTileDataset', () => {
  it('gives every tile with its recording and place, in order, with the values of the spectrogram', async () => {
    const path = await writeTiles('tiles');
    await writeFile(join(path, 'a.figure.png'), 'no tile');
    const tiles = await read(path);
    expect(tiles.map(({ recording, startFrame }) => [recording, startFrame])).toEqual([
      ['a_1', 0],
      ['a_1', 40],
      ['a_1', 80],
      ['a_1', 120],
      ['b', 0],
      ['b', 40],
    ]);
    const { values } = await spectrogram(await readAudio(folder.path('a_1.wav')), defaultFeatures);
    const tile = tiles[2]!;
    expect(tile.path).toBe(join(path, `a_1_${HASH}_00000080.png`));
    expect(tile).toMatchObject({ frames: 50, bands: 64, startSeconds: 0.8 });
    tile.values.forEach((value, i) => expect(Math.abs(value - values[80 * 64 + i]!)).toBeLessThan(0.002));
  });

  it('refuses tiles of other features, naming each with both values', async () => {
    const path = await writeTiles('other', { ...defaultFeatures, bands: 40, fMax: 7000 });
    await expect(read(path)).rejects.toThrow(
      /a_1_[0-9a-f]{16}_00000000\.png: .*bands: found 40, expected 64; fMax: found 7000, expected 8000/,
    );
  });

  it('refuses tiles of other windows, and a gap between tiles', async () => {
    const path = await writeTiles('gap');
    await expect(read(path, { ...wanted, windows: { frames: 49, hop: 40 } })).rejects.toThrow(
      '_00000000.png: the tile has 50 frames from frame 0 on; expected 49 from frame 0 on',
    );
    await expect(read(path, { ...wanted, windows: { frames: 50, hop: 20 } })).rejects.toThrow(
      'from frame 40 on; expected 50 from frame 20 on',
    );
    await rm(join(path, `a_1_${HASH}_00000040.png`));
    await expect(read(path)).rejects.toThrow('from frame 80 on; expected 50 from frame 40 on');
  });

  it('refuses a tile under the name of another, and a folder without tiles', async () => {
    const path = await writeTiles('renamed');
    await copyFile(join(path, `b_${HASH}_00000000.png`), join(path, `c_${HASH}_00000040.png`));
    await copyFile(join(path, `b_${HASH}_00000000.png`), join(path, `c_${HASH}_00000000.png`));
    await expect(read(path)).rejects.toThrow('c_');
    await rm(path, { recursive: true });
    await expect(read(path)).rejects.toThrow('ENOENT');
    await expect(read(folder.path('.'))).rejects.toThrow('there is no tile; expected files such as NAME_');
  });
});
