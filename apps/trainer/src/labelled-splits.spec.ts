import { copyFile, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readManifest } from '@earmark/dataset/node';
import { defaultFeatures } from '@earmark/dsp';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { labelledSplits } from './labelled-splits.ts';
import { makeSmallCorpus, wav } from './small-corpus.fixture.ts';

let corpus: Awaited<ReturnType<typeof makeSmallCorpus>>;

beforeAll(async () => (corpus = await makeSmallCorpus()));
afterAll(() => rm(corpus.folder, { recursive: true }));

/** The names of the recordings in each split, once the rows of the manifest have been changed. */
async function splitsOf(change: (row: string) => string, allowLeakage = false) {
  const manifest = join(corpus.folder, 'changed.csv');
  const rows = (await readFile(corpus.manifest, 'utf8')).split('\n');
  await writeFile(manifest, rows.map(change).join('\n'));
  const { train, valid, test } = await labelledSplits(await readManifest(manifest), defaultFeatures, {
    cacheFolder: join(corpus.folder, 'cache'),
    seed: 1,
    allowLeakage,
    targets: {},
    signal: new AbortController().signal,
  });
  return [train, valid, test].map((split) => split.map(({ uri }) => basename(uri, '.wav')));
}

const asInManifest = [
  ['0', '1', '2'],
  ['3', '4'],
  ['5', '6'],
];

describe('labelledSplits', () => {
  it('follows the manifest', async () => {
    expect(await splitsOf((row) => row)).toEqual(asInManifest);
  });

  it('gives every split something where the manifest says nothing', async () => {
    const splits = await splitsOf((row) => row.replace(/(train|valid|test),/, ','));
    expect(splits.flat().sort()).toEqual(asInManifest.flat());
    for (const split of splits) expect(split).not.toEqual([]);
  });

  it('never parts a speaker, of whom only some recordings have a split', async () => {
    // Recordings 0, 1 and 2 have the same speaker, and so have 5 and 6.
    const sameSpeaker = (row: string) => row.replace(/bird[12]$/, 'bird0').replace('bird6', 'bird5');
    const partly = await splitsOf((row) =>
      sameSpeaker(row).replace(/^(audio\/[126].*,)(train|test),/, '$1,'),
    );
    expect(partly).toEqual(asInManifest);
  });

  it('refuses copies in two splits, and draws them into one', async () => {
    const copy = join(corpus.folder, 'audio/copy.wav');
    await copyFile(join(corpus.folder, 'audio/0.wav'), copy);
    const asTest = (row: string) => row.replace(/^audio\/6\.wav/, 'audio/copy.wav');
    await expect(splitsOf(asTest)).rejects.toThrow(
      'the same content is in train and test: audio/0.wav, audio/copy.wav; expected it in one split. Split the corpus again',
    );
    expect(await splitsOf(asTest, true)).toEqual([asInManifest[0], asInManifest[1], ['5', 'copy']]);
    const undecided = await splitsOf((row) => asTest(row).replace(/(?<=copy.*)test,/, ','));
    expect(undecided[0]).toEqual(['0', '1', '2', 'copy']);
  });

  it('takes digital silence for no copy', async () => {
    const silent = ['silent0', 'silent6'];
    for (const name of silent)
      await writeFile(join(corpus.folder, `audio/${name}.wav`), wav(new Float32Array(4 * 16_000)));
    const splits = await splitsOf((row) => row.replace(/^audio\/([06])\.wav/, 'audio/silent$1.wav'));
    expect(splits).toEqual([
      ['silent0', '1', '2'],
      ['3', '4'],
      ['5', 'silent6'],
    ]);
  });

  it('lets one label win where they overlap, leaves a collar out, and hands on weights', async () => {
    const labels = join(corpus.folder, 'audio/0.txt');
    const before = await readFile(labels, 'utf8');
    // The bird sings from 0.5 to 1.5 s, over noise that goes on.
    await writeFile(labels, '0\t4\tnoise\n0.5\t1.5\tbird\n');
    const manifest = join(corpus.folder, 'weighed.csv');
    const [header, ...rows] = (await readFile(corpus.manifest, 'utf8')).trim().split('\n');
    const weighed = rows.map((row, index) => `${row},${index === 0 ? 3 : 1}`);
    await writeFile(manifest, [`${header},weight`, ...weighed].join('\n'));
    await expect(readManifest(manifest)).rejects.toThrow('overlap');

    const { train } = await labelledSplits(
      await readManifest(manifest, { allowOverlaps: true }),
      defaultFeatures,
      {
        cacheFolder: join(corpus.folder, 'cache'),
        seed: 1,
        targets: { priority: ['bird', 'noise'], collarSeconds: 0.05 },
        signal: new AbortController().signal,
      },
    );
    await writeFile(labels, before);
    expect(train.map(({ weight }) => weight)).toEqual([3, 1, 1]);
    // Centres lie at 12.5 ms and every 10 ms from there: 10 frames a collar, 90 of the bird's, the others of the noise.
    const counts = [-1, 0, 1].map((target) => train[0]!.targets.filter((each) => each === target).length);
    expect(counts).toEqual([20, 90, train[0]!.targets.length - 110]);
  });
});
