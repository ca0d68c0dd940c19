import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Split } from '@earmark/dataset';
import { openCorpus, type Corpus } from '@earmark/dataset/node';
import { defaultFeatures } from '@earmark/dsp';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { wav, warble } from './small-corpus.fixture.ts';
import { unlabelledSplits } from './unlabelled-splits.ts';

let folder: string;
let corpus: Corpus;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-unlabelled-'));
  for (let index = 0; index < 6; index++)
    await writeFile(join(folder, `${index}.wav`), wav(warble(1, 0.2, 0.6, index)));
  corpus = await openCorpus(folder, { onProblem: () => {} });
});
afterAll(() => rm(folder, { recursive: true }));

const divide = async (recordings: Corpus['recordings'], seed = 1) => {
  const options = { cacheFolder: join(folder, 'cache'), seed, signal: new AbortController().signal };
  const { train, valid } = await unlabelledSplits({ ...corpus, recordings }, defaultFeatures, options);
  return { train, valid, uris: [train, valid].map((split) => split.map(({ uri }) => uri)) };
};
const withSplits = (...splits: (Split | undefined)[]) =>
  corpus.recordings.map((recording, index) => ({ ...recording, split: splits[index] }));

describe('unlabelledSplits', () => {
  it('takes the splits of the corpus, and leaves those for testing alone', async () => {
    const { uris } = await divide(withSplits('train', 'valid', 'test', 'train', 'valid', 'test'));
    expect(uris).toEqual([
      ['0.wav', '3.wav'],
      ['1.wav', '4.wav'],
    ]);
  });

  it('draws what to hold out where the corpus does not say', async () => {
    const { uris } = await divide(corpus.recordings);
    expect(uris.flat().sort()).toEqual(corpus.recordings.map(({ uri }) => uri));
    expect(uris[1]!.length).toBeGreaterThanOrEqual(1);
    expect(uris[1]!.length).toBeLessThan(uris[0]!.length);
    expect((await divide(corpus.recordings)).uris).toEqual(uris);
  });

  it('never parts copies of a file', async () => {
    const copies = join(folder, 'copies');
    const [a, b] = [wav(warble(1, 0, 1, 8)), wav(warble(1, 0, 1, 9))];
    for (const [name, bytes] of Object.entries({ a1: a, a2: a, b1: b, b2: b }))
      await writeFile(`${copies}-${name}.wav`, bytes);
    const recordings = ['a1', 'b1', 'a2', 'b2'].map((name) => {
      const uri = `copies-${name}.wav`;
      return { ...corpus.recordings[0]!, uri, group: uri, path: join(folder, uri) };
    });
    for (const seed of [1, 2, 3]) {
      const { uris } = await divide(recordings, seed);
      for (const split of uris) expect(new Set(split.map((uri) => uri[7])).size).toBe(1);
    }
  });

  it('holds out the end of every recording where none is left for validation', async () => {
    for (const recordings of [[corpus.recordings[2]!], withSplits('train').slice(0, 1)]) {
      const { train, valid } = await divide(recordings);
      const [beginning, end] = [train[0]!.source, valid[0]!.source];
      expect([beginning.frames, end.frames]).toEqual([88, 10]);
      expect(end.bands).toBe(64);
      expect(end.read(9, 1)).not.toEqual(beginning.read(9, 1));
      expect(() => end.read(10, 1)).toThrow(RangeError);
      expect(() => beginning.read(88, 1)).toThrow(RangeError);
    }
  });

  it('refuses a corpus with nothing to train on', async () => {
    await expect(divide(withSplits(...Array<Split>(6).fill('valid')))).rejects.toThrow(
      /none of 6 recordings is for training/,
    );
  });
});
