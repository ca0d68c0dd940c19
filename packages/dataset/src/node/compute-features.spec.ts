import { EventEmitter } from 'node:events';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { defaultFeatures } from '@earmark/dsp';
import { computeFeatures } from './compute-features.ts';
import { contentHash } from './content-hash.ts';
import { DecodeError } from './decode-error.ts';
import { createFeatureCache } from './feature-cache.ts';
import type { FeatureWorker } from './feature-thread.ts';
import { sine, useFolder, wavBytes } from './recordings.fixture.ts';

const folder = useFolder();
const record = (name: string, frequency: number, seconds = 1) =>
  folder.write(name, wavBytes([sine(seconds * 16_000, frequency, 16_000)], { sampleRate: 16_000 }));
const recordings = () =>
  Promise.all([300, 500, 700, 900, 1100].map((hertz) => record(`${hertz}.wav`, hertz)));
const notStarted = () => {
  throw new Error('no threads here');
};

describe('computeFeatures', () => {
  it('gives the same in threads as in one, in the order of the paths', async () => {
    const paths = await recordings();
    const done: number[] = [];
    const warnings: string[] = [];
    const sources = await computeFeatures(folder.path('threads'), paths, defaultFeatures, {
      workers: 2,
      onProgress: (count) => done.push(count),
      onWarning: (warning) => warnings.push(warning),
    });
    expect(done).toEqual([1, 2, 3, 4, 5]);
    expect(warnings).toEqual([]);
    const cache = createFeatureCache(folder.path('alone'));
    for (const [index, path] of paths.entries()) {
      const alone = await cache.features(path, defaultFeatures);
      expect(sources[index]!.frames).toBe(98);
      expect(sources[index]!.read(0, 98)).toEqual(alone.read(0, 98));
    }
    const [inThreads, inOne] = await Promise.all(
      ['threads', 'alone'].map((name) => readdir(folder.path(name))),
    );
    expect(inThreads!.sort()).toEqual(inOne!.sort());
  });

  it('takes what the cache has, and rebuilds what is damaged', async () => {
    const paths = await recordings();
    await computeFeatures(folder.path('again'), paths, defaultFeatures, { workers: 2 });
    const [first] = await readdir(folder.path('again'));
    const path = join(folder.path('again'), first!);
    const intact = await readFile(path);
    await writeFile(path, intact.subarray(0, 5000));
    const sources = await computeFeatures(folder.path('again'), paths, defaultFeatures, { workers: 2 });
    expect((await readFile(path)).equals(intact)).toBe(true);
    expect(sources.map(({ frames }) => frames)).toEqual([98, 98, 98, 98, 98]);
  });

  it.each([0, 2])('names the recording that can not be used, with %i workers', async (workers) => {
    const paths = await recordings();
    const none = folder.path('none.wav');
    const broken = computeFeatures(folder.path(`broken${workers}`), [...paths, none], defaultFeatures, {
      workers,
    });
    await expect(broken).rejects.toThrow(DecodeError);
    await expect(broken).rejects.toThrow(none);
    const short = await record('short.wav', 440, 0.01);
    await expect(
      computeFeatures(folder.path('short'), [...paths, short], defaultFeatures, { workers }),
    ).rejects.toThrow(/^[^:]*short\.wav: the recording lasts 0\.0100 s; expected/);
    // The cache folder is a file.
    await writeFile(folder.path('file'), '');
    await expect(computeFeatures(folder.path('file'), paths, defaultFeatures, { workers })).rejects.toThrow(
      /\.wav: ENOTDIR|EEXIST/,
    );
  });

  it('passes on from the threads what was odd about a recording', async () => {
    const whole = wavBytes([sine(16_000, 440, 16_000)]);
    const cut = await folder.write('cut.wav', whole.subarray(0, 20_000));
    const warnings: string[] = [];
    await computeFeatures(folder.path('odd'), [cut, await record('a.wav', 440)], defaultFeatures, {
      workers: 2,
      onWarning: (warning) => warnings.push(warning),
    });
    expect(warnings).toEqual([`${cut}: cut off: the WAV header promises 1.000 s, 0.624 s are there`]);
  });

  it.each([0, 2])('stops within a recording and leaves no half a file, with %i workers', async (workers) => {
    const long = await Promise.all([60, 61].map((seconds) => record(`long${seconds}.wav`, 440, seconds)));
    const short = await record('first.wav', 440);
    const name = `stopped${workers}`;
    await mkdir(folder.path(name));
    const controller = new AbortController();
    const computing = computeFeatures(folder.path(name), [short, ...long], defaultFeatures, {
      workers,
      signal: controller.signal,
      onProgress: (done) => {
        if (done === 1) controller.abort(new Error('enough'));
      },
    });
    await expect(computing).rejects.toThrow('enough');
    const files = await readdir(folder.path(name));
    expect(files.length).toBe(1);
    expect(files[0]).toMatch(/\.frames$/);
  });

  it('says so once where threads can not be started, and computes without', async () => {
    const paths = await recordings();
    const warnings: string[] = [];
    const onWarning = (warning: string) => void warnings.push(warning);
    const sources = await computeFeatures(folder.path('unthreaded'), paths, defaultFeatures, {
      workers: 3,
      onWarning,
      startWorker: notStarted,
    });
    expect(sources).toHaveLength(5);
    expect(warnings).toEqual([
      'no thread could be started (no threads here); features are computed without, which is slower',
    ]);
  });

  it('names the recording at which a thread ended', async () => {
    const dying = () => {
      const worker = new EventEmitter();
      setImmediate(() => worker.emit('message', { type: 'ready' }));
      return Object.assign(worker, {
        postMessage: () => void worker.emit('error', new Error('out of memory')),
        terminate: async () => 0,
      }) as unknown as FeatureWorker;
    };
    await expect(
      computeFeatures(folder.path('dying'), ['a.wav', 'b.wav'], defaultFeatures, {
        workers: 2,
        startWorker: dying,
      }),
    ).rejects.toThrow('a.wav: the thread that computed the features ended: out of memory');
  });

  it('starts no thread for little work unless told to, and names what the recordings hold', async () => {
    const paths = await recordings();
    const copy = await record('copy.wav', 300);
    const options = { startWorker: notStarted, onWarning: notStarted };
    const all = [...paths, copy];
    const sources = await computeFeatures(folder.path('little'), all, defaultFeatures, options);
    const hashes = sources.map(({ contentHash }) => contentHash);
    expect(hashes[0]).toBe(await contentHash(paths[0]!));
    expect(hashes[5]).toBe(hashes[0]);
    expect(new Set(hashes).size).toBe(5);
  });

  it('starts threads for much work, unless told not to', async () => {
    const long = await Promise.all(
      [1, 2].map((hertz) => folder.write(`zeros${hertz}.wav`, Buffer.alloc(24 * 2 ** 20))),
    );
    const warnings: string[] = [];
    const onWarning = (warning: string) => void warnings.push(warning);
    const computing = computeFeatures(folder.path('much'), long, defaultFeatures, {
      startWorker: notStarted,
      onWarning,
    });
    await expect(computing).rejects.toThrow(DecodeError);
    expect(warnings).toHaveLength(availableParallelism() > 1 ? 1 : 0);
  });

  it('needs no thread for nothing, one recording or fewer than two workers', async () => {
    const [path] = await recordings();
    const options = { startWorker: notStarted, onWarning: notStarted };
    expect(await computeFeatures(folder.path('few'), [], defaultFeatures, options)).toEqual([]);
    expect(await computeFeatures(folder.path('few'), [path!], defaultFeatures, options)).toHaveLength(1);
    const two = [path!, path!];
    expect(
      await computeFeatures(folder.path('few'), two, defaultFeatures, { ...options, workers: 1 }),
    ).toHaveLength(2);
    await expect(computeFeatures('none', two, defaultFeatures, { workers: -1 })).rejects.toThrow(
      'workers is -1; expected a whole number, 0 or more',
    );
  });
});
