import { copyFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { corpusNames, openChosenCorpora } from './chosen-corpora.ts';
import { makeSmallCorpus } from './small-corpus.fixture.ts';

let corpus: Awaited<ReturnType<typeof makeSmallCorpus>>;
let more: string;

beforeAll(async () => {
  corpus = await makeSmallCorpus();
  more = join(corpus.folder, 'more');
  await mkdir(more);
  await cp(join(corpus.folder, 'audio'), join(more, 'audio'), { recursive: true });
  await writeFile(join(more, 'audio/0.txt'), '0\t2\train\n2\t4\tnoise\n');
  const rows = (await readFile(corpus.manifest, 'utf8')).split('\n').slice(0, 3);
  await writeFile(join(more, 'manifest.csv'), `${rows.join('\n').replace(',train,', ',,')}\n`);
});
afterAll(() => rm(corpus.folder, { recursive: true }));

describe('openChosenCorpora', () => {
  it('opens one as it is', async () => {
    const { recordings, labels } = await openChosenCorpora([corpus.manifest], {});
    expect(recordings.map(({ uri }) => uri)).toEqual(
      [0, 1, 2, 3, 4, 5, 6].map((name) => `audio/${name}.wav`),
    );
    expect(labels).toEqual(['bird', 'noise']);
  });

  it('joins several: no names and groups in common, the labels of all, and each as its corpus splits it', async () => {
    const { recordings, labels } = await openChosenCorpora([corpus.manifest, more], {});
    const [name] = recordings[0]!.uri.split('/audio/');
    expect(corpus.manifest).toContain(name);
    expect(recordings.map(({ uri, split }) => [uri, split]).slice(-3)).toEqual([
      [`${name}/audio/6.wav`, 'test'],
      ['more/audio/0.wav', undefined],
      ['more/audio/1.wav', 'train'],
    ]);
    // Both corpora have a bird0 and a bird1; they are other birds.
    expect(new Set(recordings.map(({ group }) => group)).size).toBe(9);
    expect(labels).toEqual(['bird', 'noise', 'rain']);
  });

  it('tells folders of the same name apart by their place', async () => {
    const twin = join(corpus.folder, 'twin/more');
    await mkdir(twin, { recursive: true });
    await cp(join(more, 'audio'), join(twin, 'audio'), { recursive: true });
    await copyFile(join(more, 'manifest.csv'), join(twin, 'manifest.csv'));
    const { recordings } = await openChosenCorpora([more, join(twin, 'manifest.csv')], {});
    expect(recordings.map(({ uri }) => uri)).toEqual([
      'more-1/audio/0.wav',
      'more-1/audio/1.wav',
      'more-2/audio/0.wav',
      'more-2/audio/1.wav',
    ]);
  });

  it('chooses rows of those that have the column, and lets one of several hold a single label', async () => {
    const quiet = join(corpus.folder, 'quiet');
    await cp(more, quiet, { recursive: true });
    await writeFile(
      join(quiet, 'manifest.csv'),
      'path,label,place\naudio/0.wav,noise,lake\naudio/1.wav,noise,wood\n',
    );
    const chosen = async (only: Record<string, string[]>) => {
      const { recordings, labels } = await openChosenCorpora([more, quiet], { only });
      return { uris: recordings.map(({ uri }) => uri), labels };
    };
    expect(await chosen({ place: ['lake'] })).toEqual({
      uris: ['more/audio/0.wav', 'more/audio/1.wav', 'quiet/audio/0.wav'],
      labels: ['bird', 'noise', 'rain'],
    });
    await expect(chosen({ weather: ['fair'] })).rejects.toThrow('no manifest has a column "weather"');
    await expect(openChosenCorpora([quiet, quiet], {})).rejects.toThrow('only the label "noise"');
    await expect(openChosenCorpora([quiet], {})).rejects.toThrow('only the label "noise"');
  });
});

describe('corpusNames', () => {
  it('knows a manifest from a folder with a dot', () => {
    expect(corpusNames(['/x/esc-1.0', '/x/fsd-2.1', '/x/birds/train.CSV', '/x/rain/rows.jsonl'])).toEqual([
      'esc-1.0',
      'fsd-2.1',
      'birds',
      'rain',
    ]);
  });
});
