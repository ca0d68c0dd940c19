import { readdir, readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import {
  defaultFeatures,
  type FeatureSpec,
  originFeatures,
  spectrogram,
  specHash,
  valueRange,
  yamnetFeatures,
} from '@earmark/dsp';
import { decode, encode } from 'fast-png';
import { createRandom } from '../random.ts';
import { openRecording, readAudio } from './open-recording.ts';
import { sine, useFolder, wavBytes } from './recordings.fixture.ts';
import { type SpectrogramImageOptions, writeSpectrogramImages } from './spectrogram-images.ts';
import { readSpectrogramTile } from './spectrogram-tile.ts';

const folder = useFolder();
const windows = { frames: 40, hop: 30 };
const HASH = specHash(defaultFeatures);

const writeImages = async (
  path: string,
  options: SpectrogramImageOptions,
  onProgress?: (seconds: number) => void,
) => writeSpectrogramImages(await openRecording(path), options, onProgress);

/** Three seconds of noise that grows to full scale. */
async function noiseRecording(): Promise<string> {
  const random = createRandom(6);
  const samples = Float32Array.from(
    { length: 48_000 },
    (_, index) => (2 * random.unit() - 1) * (index / 48_000) ** 4,
  );
  return folder.write('noise.wav', wavBytes([samples], { encoding: 'float32' }));
}

describe('writeSpectrogramImages', () => {
  it.each([
    ['grey', defaultFeatures],
    ['magma', defaultFeatures],
    [
      'viridis',
      { ...defaultFeatures, scale: 'linear', bands: 100, quantity: 'magnitude', reference: 1e-5, floorDb: 0 },
    ],
    ['grey', originFeatures],
    ['cividis', yamnetFeatures],
    ['magma', { ...defaultFeatures, compression: 'none' }],
  ] as ['grey' | 'magma' | 'viridis' | 'cividis', FeatureSpec][])(
    'writes %s tiles that can be read back',
    async (colourMap, features) => {
      const path = await noiseRecording();
      const outDir = folder.path(`tiles-${colourMap}-${specHash(features)}`);
      const { tiles, complete } = await writeImages(path, {
        features,
        windows,
        outDir,
        colourMap,
      });
      const { values, frames, bands } = await spectrogram(await readAudio(path), features);
      expect(tiles.length).toBe(Math.floor((frames - windows.frames) / windows.hop) + 1);
      expect((await readdir(outDir)).sort()).toEqual(
        [complete, ...tiles].map((file) => basename(file)).sort(),
      );
      let worst = 0;
      for (const [index, file] of tiles.entries()) {
        const startFrame = index * windows.hop;
        expect(basename(file)).toBe(`noise_${specHash(features)}_${String(startFrame).padStart(8, '0')}.png`);
        const tile = await readSpectrogramTile(file);
        expect(tile).toMatchObject({ frames: 40, bands, features, startFrame });
        expect(tile.startSeconds).toBeCloseTo((startFrame * features.hopLength) / features.sampleRate, 12);
        tile.values.forEach((value, at) => {
          worst = Math.max(worst, Math.abs(value - (values[startFrame * bands + at] as number)));
        });
      }
      // Half of one of 255 steps; nothing is clipped.
      const { least, most } = valueRange(features);
      expect(worst).toBeGreaterThan(0.2 * ((most - least) / 255));
      expect(worst).toBeLessThan(0.5001 * ((most - least) / 255));
    },
  );

  it('keeps the levels of decibels where they were', () => {
    expect(valueRange(defaultFeatures)).toEqual({ least: -100, most: 38 });
    expect(valueRange(originFeatures)).toEqual({ least: 0, most: 161 });
  });

  it('writes grey tiles of 16 bits that come back within 0.002 dB', async () => {
    const path = await noiseRecording();
    const { tiles, complete } = await writeImages(path, {
      ...{ features: defaultFeatures, windows, outDir: folder.path('deep'), colourMap: 'magma', depth: 16 },
    });
    const { depth, channels, palette } = decode(await readFile(complete));
    expect({ depth, channels, palette }).toEqual({ depth: 16, channels: 1, palette: undefined });
    const { values } = await spectrogram(await readAudio(path), defaultFeatures);
    const tile = await readSpectrogramTile(tiles[2]!);
    const at = 2 * windows.hop * 64;
    const errors = tile.values.map((value, i) => Math.abs(value - values[at + i]!));
    expect(Math.max(...errors)).toBeLessThan(0.002);
  });

  it('writes the complete picture alone where no windows are given', async () => {
    const outDir = folder.path('no tiles');
    const { tiles } = await writeImages(await noiseRecording(), {
      ...{ features: defaultFeatures, outDir, colourMap: 'grey' },
    });
    expect(tiles).toEqual([]);
    expect(await readdir(outDir)).toEqual([`noise_${HASH}.png`]);
  });

  it('writes the complete spectrogram, the lowest band at the bottom', async () => {
    const path = await folder.write('tone.wav', wavBytes([sine(16_000, 1000, 16_000)]));
    const progress: number[] = [];
    const options = {
      features: defaultFeatures,
      windows,
      outDir: folder.path('tone'),
      colourMap: 'grey',
    } as const;
    const { complete } = await writeImages(path, options, (seconds) => progress.push(seconds));
    expect(basename(complete)).toBe(`tone_${HASH}.png`);
    const { width, height, data, channels, text } = decode(await readFile(complete));
    expect([width, height, channels]).toEqual([98, 64, 1]);
    const column = Array.from({ length: 64 }, (_, row) => data[row * 98 + 50] as number);
    const { values } = await spectrogram(await readAudio(path), defaultFeatures);
    const frame = [...values.subarray(50 * 64, 51 * 64)];
    expect(column.indexOf(Math.max(...column))).toBe(63 - frame.indexOf(Math.max(...frame)));
    expect(text).toMatchObject({
      'earmark:specHash': HASH,
      'earmark:startFrame': '0',
      'earmark:startSeconds': '0',
      'earmark:framesPerColumn': '1',
    });
    expect(JSON.parse(text['earmark:features'] as string)).toEqual(defaultFeatures);
    expect(progress).toEqual([1]);
    await expect(readSpectrogramTile(complete)).resolves.toMatchObject({ frames: 98, startFrame: 0 });
  });

  it('puts the loudest of several frames into a column where the recording is long', async () => {
    const features: FeatureSpec = {
      ...defaultFeatures,
      sampleRate: 1000,
      fMin: 50,
      fMax: 500,
      frameLength: 32,
      fftLength: 32,
      hopLength: 2,
      bands: 2,
    };
    const samples = new Float32Array(90_000);
    samples.set(sine(20, 200, 1000), 70_000);
    const path = await folder.write('long.wav', wavBytes([samples], { sampleRate: 1000 }));
    const options = {
      features,
      windows: { frames: 40_000, hop: 40_000 },
      outDir: folder.path('long'),
      colourMap: 'grey',
    } as const;
    const { complete, tiles, overview } = await writeImages(path, options);
    expect(tiles.length).toBe(1);
    const { width, data, text } = decode(await readFile(complete));
    expect(text['earmark:framesPerColumn']).toBe('4');
    const frames = Math.floor((90_000 - 32) / 2) + 1;
    expect(width).toBe(Math.ceil(frames / 4));
    expect(overview).toMatchObject({ frames: width, bands: 2, startFrame: 0, framesPerColumn: 4, features });
    const { values } = await spectrogram(await readAudio(path), features);
    const loudFrames = new Set<number>();
    for (let frame = 0; frame < frames; frame += 1)
      if ((values[frame * 2] as number) > -100) loudFrames.add(Math.floor(frame / 4));
    const loudColumns = new Set<number>();
    for (let column = 0; column < width; column += 1)
      if ((data[width + column] as number) > 0) loudColumns.add(column);
    expect(loudColumns.size).toBeGreaterThan(0);
    expect(loudColumns).toEqual(loudFrames);
    await expect(readSpectrogramTile(complete)).rejects.toThrow('a column stands for 4 frames');
  });

  it('refuses what it can not cut', async () => {
    const path = await noiseRecording();
    const options = {
      features: defaultFeatures,
      windows: { frames: 40, hop: 0 },
      outDir: folder.path('none'),
      colourMap: 'grey',
    } as const;
    await expect(writeImages(path, options)).rejects.toThrow('windows are {"frames":40,"hop":0}');
    const short = await folder.write('short.wav', wavBytes([sine(100, 440, 16_000)]));
    await expect(writeImages(short, { ...options, windows })).rejects.toThrow(
      /short\.wav: the recording lasts/,
    );
    await expect(readdir(folder.path('none'))).rejects.toThrow('ENOENT');
  });
});

describe('readSpectrogramTile', () => {
  it('refuses a tile whose hash is not that of its features, and other files', async () => {
    const outDir = folder.path('tampered');
    const { tiles } = await writeImages(await noiseRecording(), {
      features: defaultFeatures,
      windows,
      outDir,
      colourMap: 'grey',
    });
    const file = tiles[1] as string;
    const intact = decode(await readFile(file));
    const write = (change: Partial<typeof intact>) => writeFile(file, encode({ ...intact, ...change }));
    const withText = (text: Record<string, string>) => write({ text: { ...intact.text, ...text } });

    await withText({ 'earmark:features': JSON.stringify({ ...defaultFeatures, floorDb: -90 }) });
    await expect(readSpectrogramTile(file)).rejects.toThrow(`the spec hash is ${HASH}, its features have`);
    await withText({ 'earmark:features': '{' });
    await expect(readSpectrogramTile(file)).rejects.toThrow(file);
    await withText({ 'earmark:startFrame': '-1' });
    await expect(readSpectrogramTile(file)).rejects.toThrow('the start frame is -1');
    await write({ height: 32, data: intact.data.slice(0, 32 * intact.width) });
    await expect(readSpectrogramTile(file)).rejects.toThrow(
      'the picture has 32 rows of 8 bits and 1 channels for 64 bands',
    );
    await write({ text: {} });
    await expect(readSpectrogramTile(file)).rejects.toThrow(RangeError);
    await writeFile(file, 'no picture');
    await expect(readSpectrogramTile(file)).rejects.toThrow('expected a tile that Earmark wrote');
  });
});
