import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSplitFile, type SplitRow } from '@earmark/dataset/node';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { callTrainer } from './run-trainer.fixture.ts';
import { makeSmallCorpus } from './small-corpus.fixture.ts';

jest.setTimeout(120_000);

let corpus: Awaited<ReturnType<typeof makeSmallCorpus>>;
beforeAll(async () => {
  corpus = await makeSmallCorpus();
  // What is left are recordings with a label file beside each.
  await rm(corpus.manifest);
});
afterAll(() => rm(corpus.folder, { recursive: true }));

const train = (...args: string[]) =>
  callTrainer([
    ...['train', '--data', join(corpus.folder, 'audio'), '--recipe', corpus.recipe, '--epochs', '1'],
    ...['--runs', join(corpus.folder, 'runs'), '--cache', join(corpus.folder, 'cache'), ...args],
  ]);

describe('train on a folder', () => {
  it('follows a split file and renames labels, and the run remembers both', async () => {
    const split = join(corpus.folder, 'split.csv');
    const splits = ['test', 'test', 'valid', 'train', 'train', 'train', 'train'] as const;
    const rows = splits.map((each, index): SplitRow => ({
      uri: `${index}.wav`,
      group: `${index}`,
      split: each,
    }));
    await writeSplitFile(split, rows);
    const { code, stderr } = await train(
      '--name',
      'mapped',
      '--split',
      split,
      '--labels',
      'song=bird',
      'rest=*',
      '--columns',
      'label=what',
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const run = join(corpus.folder, 'runs/mapped');
    const report = JSON.parse(await readFile(join(run, 'report.json'), 'utf8'));
    expect(report.labels).toEqual(['rest', 'song']);
    expect(report.test.recordings.map(({ uri }: { uri: string }) => uri).sort()).toEqual(['0.wav', '1.wav']);
    expect(report.data.splits.train.recordings).toBe(4);
    const settings = JSON.parse(await readFile(join(run, 'run.json'), 'utf8'));
    expect(settings.corpus).toEqual({
      labels: { song: ['bird'], rest: ['*'] },
      split,
      labelFiles: { columns: { label: 'what' } },
    });
  });

  it('refuses a split file that does not know a recording', async () => {
    const split = join(corpus.folder, 'short.csv');
    await writeSplitFile(split, [{ uri: '0.wav', group: '0', split: 'train' }]);
    const { code, stderr } = await train('--split', split);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^error: .*short\.csv: there is no line for 6 of 7 recordings, such as "1\.wav"/m);
  });
});
