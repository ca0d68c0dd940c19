import { copyFile, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { defaultFeatures, spectrogram } from '@earmark/dsp';
import { DecodeError } from './decode-error.ts';
import { createFeatureCache } from './feature-cache.ts';
import { readAudio } from './open-recording.ts';
import { sine, useFolder, wavBytes } from './recordings.fixture.ts';

const folder = useFolder();
const SECONDS = 3;
const record = (name: string, frequency = 440) =>
  folder.write(name, wavBytes([sine(SECONDS * 22_050, frequency, 22_050)], { sampleRate: 22_050 }));
/** The only file of a cache folder. */
const onlyFile = async (name: string) => {
  const files = await readdir(folder.path(name));
  expect(files.length).toBe(1);
  return join(folder.path(name), files[0] as string);
};

describe('createFeatureCache', () => {
  it('holds the spectrogram of the recording, resampled', async () => {
    const path = await record('a.wav');
    const expected = await spectrogram(await readAudio(path), defaultFeatures);
    const cache = createFeatureCache(folder.path('cache1'));
    for (const source of [
      await cache.features(path, defaultFeatures),
      await cache.features(path, defaultFeatures),
    ]) {
      expect(source.frames).toBe(expected.frames);
      expect(source.bands).toBe(64);
      expect(source.read(0, source.frames)).toEqual(expected.values);
      expect(source.read(100, 7)).toEqual(expected.values.slice(100 * 64, 107 * 64));
      expect(source.read(source.frames, 0)).toEqual(new Float32Array());
    }
  });

  it('goes by content and spec, not by name', async () => {
    const path = await record('a.wav');
    const cache = createFeatureCache(folder.path('cache2'));
    await cache.features(path, defaultFeatures);
    await copyFile(path, folder.path('copy.wav'));
    await cache.features(folder.path('copy.wav'), defaultFeatures);
    const file = await onlyFile('cache2');
    const { mtimeMs } = await stat(file);
    await cache.features(path, { ...defaultFeatures });
    expect((await stat(file)).mtimeMs).toBe(mtimeMs);
    const other = await cache.features(path, { ...defaultFeatures, bands: 32 });
    expect(other.bands).toBe(32);
    await cache.features(await record('other.wav', 880), defaultFeatures);
    expect((await readdir(folder.path('cache2'))).length).toBe(3);
  });

  it.each([
    ['a flipped bit in the values', (bytes: Buffer) => flip(bytes, 5000)],
    ['a flipped bit in the last value', (bytes: Buffer) => flip(bytes, bytes.length - 1)],
    ['another version', (bytes: Buffer) => flip(bytes, 8)],
    ['another number of bands', (bytes: Buffer) => flip(bytes, 12)],
    ['another number of frames', (bytes: Buffer) => flip(bytes, 16)],
    ['another spec', (bytes: Buffer) => flip(bytes, 24)],
    ['another recording', (bytes: Buffer) => flip(bytes, 40)],
    ['a wrong checksum', (bytes: Buffer) => flip(bytes, 70)],
    ['half a file', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['half a header', (bytes: Buffer) => bytes.subarray(0, 50)],
    ['nothing', () => Buffer.alloc(0)],
    ['something more', (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc(256)])],
  ])('rebuilds a file with %s', async (_, damage) => {
    const path = await record('a.wav');
    const cache = createFeatureCache(folder.path('cache3'));
    await cache.features(path, defaultFeatures);
    const file = await onlyFile('cache3');
    const intact = await readFile(file);
    await writeFile(file, damage(Buffer.from(intact)));
    const source = await cache.features(path, defaultFeatures);
    expect((await readFile(file)).equals(intact)).toBe(true);
    expect(source.read(0, source.frames).length).toBe(source.frames * 64);
  });

  it('survives several writers of the same entry', async () => {
    const path = await record('a.wav');
    const caches = Array.from({ length: 4 }, () => createFeatureCache(folder.path('cache4')));
    const sources = await Promise.all(caches.map((cache) => cache.features(path, defaultFeatures)));
    const [first, ...others] = sources.map((source) => source.read(0, source.frames));
    for (const other of others) expect(other).toEqual(first);
    await onlyFile('cache4');
  });

  it('passes on what was odd about a recording', async () => {
    const whole = wavBytes([sine(16_000, 440, 16_000)]);
    const path = await folder.write('cut.wav', whole.subarray(0, 20_000));
    const warnings: string[] = [];
    const cache = createFeatureCache(folder.path('cache5'), {
      onWarning: (warning) => warnings.push(warning),
    });
    await cache.features(path, defaultFeatures);
    expect(warnings).toEqual([`${path}: cut off: the WAV header promises 1.000 s, 0.624 s are there`]);

    const broken = sine(16_000, 440, 16_000);
    broken[15_000] = NaN;
    const notFinite = await folder.write('nan.wav', wavBytes([broken], { encoding: 'float32' }));
    const source = await cache.features(notFinite, defaultFeatures);
    expect(source.read(0, source.frames).every(Number.isFinite)).toBe(true);
    expect(warnings[1]).toMatch(/nan\.wav: .*1 sample/);
  });

  it('leaves nothing behind where the recording can not be used', async () => {
    const cache = createFeatureCache(folder.path('cache6'));
    const short = await folder.write('short.wav', wavBytes([sine(399, 440, 16_000)]));
    await expect(cache.features(short, defaultFeatures)).rejects.toThrow(
      /short\.wav: the recording lasts 0\.0249 s; expected at least one frame of 0\.0250 s/,
    );
    await expect(cache.features(folder.path('none.wav'), defaultFeatures)).rejects.toThrow(DecodeError);
    expect(await readdir(folder.path('cache6'))).toEqual([]);
  });

  it('keeps what is made apart by material, variant and spec', async () => {
    const cache = createFeatureCache(folder.path('cache8'));
    const spec = { ...defaultFeatures, bands: 2 };
    let made = 0;
    const frames = async (digit: string, variant: string, features = spec) => {
      const origin = { contentHash: digit.repeat(64), variant };
      const source = await cache.madeFeatures(origin, features, async function* () {
        yield Float32Array.of(++made, 0, made, 1);
      });
      return [...source.read(0, source.frames)];
    };
    expect(await frames('a', 'scene 1')).toEqual([1, 0, 1, 1]);
    expect(await frames('a', 'scene 2')).toEqual([2, 0, 2, 1]);
    expect(await frames('b', 'scene 1')).toEqual([3, 0, 3, 1]);
    expect(await frames('a', 'scene 1', { ...spec, bands: 4 })).toEqual([4, 0, 4, 1]);
    expect(await frames('a', 'scene 1')).toEqual([1, 0, 1, 1]);

    const fails = cache.madeFeatures({ contentHash: 'c'.repeat(64), variant: '' }, spec, async function* () {
      yield Float32Array.of(1, 2);
      throw new RangeError('no more');
    });
    await expect(fails).rejects.toThrow('no more');
    const broken = cache.madeFeatures({ contentHash: 'd'.repeat(64), variant: '' }, spec, async function* () {
      yield Float32Array.of(1, 2, 3, 4, 5);
    });
    await expect(broken).rejects.toThrow(
      'a piece has 5 values; expected whole frames, a multiple of 2 bands',
    );
    expect((await readdir(folder.path('cache8'))).length).toBe(4);
  });

  it('refuses frames that are not there', async () => {
    const source = await createFeatureCache(folder.path('cache7')).features(
      await record('a.wav'),
      defaultFeatures,
    );
    for (const [start, count] of [
      [-1, 2],
      [source.frames, 1],
      [0, source.frames + 1],
      [0.5, 1],
    ] as const) {
      expect(() => source.read(start, count)).toThrow(RangeError);
    }
    await writeFile(await onlyFile('cache7'), 'x');
    expect(() => source.read(0, 1)).toThrow('the file has been cut off since it was opened');
  });
});

function flip(bytes: Buffer, offset: number): Buffer {
  bytes[offset] = (bytes[offset] as number) ^ 1;
  return bytes;
}
