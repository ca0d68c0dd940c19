import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readManifest } from '@earmark/dataset/node';
import { defaultFeatures } from '@earmark/dsp';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { labelledSplits } from './labelled-splits.ts';
import { makeSmallCorpus } from './small-corpus.fixture.ts';

let corpus: Awaited<ReturnType<typeof makeSmallCorpus>>;

beforeAll(async () => (corpus = await makeSmallCorpus()));
afterAll(() => rm(corpus.folder, { recursive: true }));

/** The names of the recordings in each split, once the rows of the manifest have been changed. */
async function splitsOf(change: (row: string) => string) {
  const manifest = join(corpus.folder, 'changed.csv');
  const rows = (await readFile(corpus.manifest, 'utf8')).split('\n');
  await writeFile(manifest, rows.map(change).join('\n'));
  const { train, valid, test } = await labelledSplits(await readManifest(manifest), defaultFeatures, {
    cacheFolder: join(corpus.folder, 'cache'),
    seed: 1,
    background: null,
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
});
