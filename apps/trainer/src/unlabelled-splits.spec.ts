import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAnnotation, type Split } from '@earmark/dataset';
import { openCorpus, type Corpus } from '@earmark/dataset/node';
import { defaultFeatures } from '@earmark/dsp';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { labelledSplits } from './labelled-splits.ts';
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
    expect(uris[1]!.length).toBeGreaterThanOrEqual(1);
    expect(uris[1]!.length).toBeLessThan(uris[0]!.length);
    expect(uris.flat().length).toBeLessThan(corpus.recordings.length);
    expect((await divide(corpus.recordings)).uris).toEqual(uris);
  });

  it('leaves unheard what training on labels draws for testing, copies as well', async () => {
    // Recordings 1 and 2 are by one speaker, 6 is a copy of 3, and 0 has a split.
    await copyFile(join(folder, '3.wav'), join(folder, '6.wav'));
    const recordings = [...corpus.recordings, corpus.recordings[0]!].map((recording, index) => {
      const uri = `${index}.wav`;
      const segments = [
        { start: 0, end: 0.2, label: 'noise' },
        { start: 0.2, end: 0.2 + 0.1 * (index + 1), label: 'bird' },
      ];
      return {
        ...recording,
        ...{ uri, path: join(folder, uri), group: index === 2 ? '1.wav' : uri },
        split: index === 0 ? ('train' as const) : undefined,
        annotation: createAnnotation({ uri, kind: 'reference', segments }),
      };
    });
    for (const seed of [1, 2, 3]) {
      const { uris } = await divide(recordings, seed);
      const labelled = await labelledSplits(
        { ...corpus, recordings, labels: ['bird', 'noise'] },
        defaultFeatures,
        {
          ...{ cacheFolder: join(folder, 'cache'), seed, targets: {} },
          signal: new AbortController().signal,
        },
      );
      expect(uris).toEqual([labelled.train, labelled.valid].map((split) => split.map(({ uri }) => uri)));
      expect(uris.flat()).toContain('0.wav');
      expect(uris.flat().includes('3.wav')).toBe(uris.flat().includes('6.wav'));
    }
  });

  it('holds out the end of every recording where none is left for validation', async () => {
    for (const recordings of [
      [corpus.recordings[2]!],
      corpus.recordings.slice(0, 2),
      withSplits('train').slice(0, 1),
    ]) {
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
