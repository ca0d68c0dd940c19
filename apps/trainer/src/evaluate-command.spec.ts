import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeSplitFile, type SplitRow } from '@earmark/dataset/node';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readEvaluation } from './evaluation/evaluation-data.ts';
import { callTrainer, spawnTrainer } from './run-trainer.fixture.ts';
import { makeSmallCorpus } from './small-corpus.fixture.ts';

jest.setTimeout(120_000);

let corpus: Awaited<ReturnType<typeof makeSmallCorpus>>;
let run: string;
/** The test recordings of the corpus, and one in which nothing sings. */
let manifest: string;

const cache = () => ['--cache', join(corpus.folder, 'cache')];
const evaluateArgs = (...args: string[]) => ['evaluate', '--model', run, ...cache(), '--data', ...args];

beforeAll(async () => {
  corpus = await makeSmallCorpus();
  run = join(corpus.folder, 'runs/first');
  manifest = join(corpus.folder, 'kinds.csv');
  await writeFile(join(corpus.folder, 'audio/wind.txt'), '0\t4\tnoise\n');
  const rows = [
    '5.wav,audio/5.txt,test,mixed,12',
    '6.wav,audio/6.txt,test,mixed,14',
    '4.wav,audio/wind.txt,test,noise,',
  ];
  await writeFile(
    manifest,
    ['path,label_path,split,kind,snr_db', ...rows.map((row) => `audio/${row}`)].join('\n'),
  );
  const { code, stderr } = await callTrainer([
    ...['train', '--data', corpus.manifest, '--recipe', corpus.recipe, '--seed', '3', '--name', 'first'],
    ...['--runs', join(corpus.folder, 'runs'), ...cache()],
  ]);
  expect({ code, stderr }).toMatchObject({ code: 0 });
});
afterAll(() => rm(corpus.folder, { recursive: true }));

describe('evaluate', () => {
  it('measures a run on the test split as training did, and writes into the run', async () => {
    const { code, stdout, stderr } = await callTrainer(evaluateArgs(corpus.manifest));
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const [folder] = (await readdir(run)).filter((name) => name.startsWith('evaluation-'));
    expect((await readdir(join(run, folder!))).sort()).toEqual(['evaluation.html', 'evaluation.json']);
    const evaluation = await readEvaluation(join(run, folder!, 'evaluation.json'));
    const { test } = JSON.parse(await readFile(join(run, 'report.json'), 'utf8'));
    expect(evaluation.network).toEqual(test.network);
    expect(evaluation.recordings).toEqual(test.recordings);
    expect(evaluation.calibration).toEqual(test.calibration);
    expect(evaluation.data).toMatchObject({ split: 'test', recordings: 2, seconds: 8 });
    expect(stdout).toContain(`bird in 2 recordings (8.0 s; the test split of `);
    expect(stdout).toMatch(new RegExp(`^ROC-AUC +${evaluation.network.rocAuc!.toFixed(3)} `, 'm'));
  });

  it('measures by columns, and writes where it is told to', async () => {
    const out = join(corpus.folder, 'by');
    const { code, stderr } = await callTrainer([
      ...evaluateArgs(manifest, '--by', 'kind', 'snr_db', '--out', out),
      ...['--collar', '0.1'],
    ]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { groupings, recordings, data } = await readEvaluation(join(out, 'evaluation.json'));
    const values = groupings.map(({ groups }) => groups.map(({ value, recordings }) => [value, recordings]));
    expect(values).toEqual([
      [
        ['mixed', 2],
        ['noise', 1],
      ],
      [['10 to 15', 2]],
    ]);
    expect(groupings[0]!.groups[1]!.figures.falseAlarmTime).toBeGreaterThanOrEqual(0);
    // Two boundaries of 20 frames each are not measured; the noise has none.
    expect(recordings.map(({ frames }) => frames)).toEqual([358, 358, 398]);
    expect(data.collarSeconds).toBe(0.1);
  });

  it('measures noise alone, and labels by other names', async () => {
    const out = join(corpus.folder, 'alone');
    const alone = await callTrainer(evaluateArgs(manifest, '--only', 'kind=noise', '--out', out));
    expect(alone).toMatchObject({ code: 0 });
    const { network } = await readEvaluation(join(out, 'evaluation.json'));
    expect(network).toMatchObject({ rocAuc: null, falseAlarmTime: null });
    expect(network.falseAlarmsPerHour).toBeGreaterThanOrEqual(0);

    const renamed = await callTrainer(
      evaluateArgs(corpus.manifest, '--split', 'all', '--labels', 'noise=bird', 'bird=noise', '--out', out),
    );
    expect(renamed).toMatchObject({ code: 0 });
    const upsideDown = await readEvaluation(join(out, 'evaluation.json'));
    expect(upsideDown.data.recordings).toBe(7);
    expect(upsideDown.network.rocAuc).toBeLessThan(0.1);
  });

  it("takes the run's own splits where the corpus has none, and counts what was trained on", async () => {
    const unsplit = join(corpus.folder, 'unsplit.csv');
    const rows = await readFile(corpus.manifest, 'utf8');
    await writeFile(unsplit, rows.replaceAll(/(?<=\n[^,]*,[^,]*,)\w+/g, ''));
    const out = join(corpus.folder, 'unsplit');
    const tested = await callTrainer(evaluateArgs(unsplit, '--out', out));
    expect(tested).toMatchObject({ code: 0 });
    expect(tested.stderr).toContain('those are measured that the run had for test, 2 of 7');
    const { recordings, data } = await readEvaluation(join(out, 'evaluation.json'));
    expect(recordings.map(({ uri }) => uri)).toEqual(['audio/5.wav', 'audio/6.wav']);
    expect(data.heardInTraining).toBe(0);
    expect(tested.stdout).not.toContain('trained on');

    const all = await callTrainer(evaluateArgs(unsplit, '--split', 'all', '--out', out));
    expect(all).toMatchObject({ code: 0 });
    expect(all.stdout).toContain('5 of 7 recordings were trained on, or chosen by: the figures flatter');
    expect((await readEvaluation(join(out, 'evaluation.json'))).data.heardInTraining).toBe(5);
  });

  it('leaves an evaluation of other recordings alone, unless it is told to', async () => {
    const [folder] = (await readdir(run)).filter((name) => name.startsWith('evaluation-'));
    const own = join(run, folder!);
    const before = await readFile(join(own, 'evaluation.json'), 'utf8');
    const refused = await callTrainer(evaluateArgs(corpus.manifest, '--collar', '0.1'));
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain(
      `${own} holds an evaluation of other recordings: collarSeconds: 0 there, 0.1 now. Give this one a folder of its own, as in --out ${own}-2, or say`,
    );
    expect(await readFile(join(own, 'evaluation.json'), 'utf8')).toBe(before);
    const replaced = await callTrainer(evaluateArgs(corpus.manifest, '--collar', '0.1', '--out', own));
    expect(replaced).toMatchObject({ code: 0 });
    expect((await readEvaluation(join(own, 'evaluation.json'))).data.collarSeconds).toBe(0.1);
  });

  it('follows a split file', async () => {
    const out = join(corpus.folder, 'resplit');
    const file = join(corpus.folder, 'split.csv');
    const splits = ['test', 'valid', 'test', 'test', 'train', 'valid', 'train'] as const;
    await writeSplitFile(
      file,
      splits.map((split, index): SplitRow => ({ uri: `audio/${index}.wav`, group: `${index}`, split })),
    );
    const { code, stderr } = await callTrainer(
      evaluateArgs(corpus.manifest, '--split-file', file, '--split', 'valid', '--out', out),
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { recordings } = await readEvaluation(join(out, 'evaluation.json'));
    expect(recordings.map(({ uri }) => uri)).toEqual(['audio/1.wav', 'audio/5.wav']);
  });

  it('stops at Ctrl+C and writes nothing', async () => {
    const out = join(corpus.folder, 'stopped');
    let interrupted = false;
    const { code, stderr } = await spawnTrainer(
      evaluateArgs(corpus.manifest, '--out', out),
      (text, interrupt) => {
        if (interrupted || !text.includes('model: ')) return;
        interrupted = true;
        interrupt();
      },
    );
    expect({ code, stderr }).toMatchObject({ code: 130, stderr: expect.stringMatching(/stopping/) });
    await expect(readdir(out)).rejects.toThrow('ENOENT');
  });

  it.each([
    [
      'labels that the model does not know',
      ['--labels', 'rain=*'],
      /the model does not know rain: it tells bird, noise apart\. .*--labels bird=rain 'noise=\*'/,
    ],
    ['a column that is not there', ['--by', 'weather'], /no column "weather" to group by; found .*snr_db/],
    [
      'a split without recordings',
      ['--split', 'valid'],
      /none of 3 recordings is in the split valid; found test\. Draw splits with trainer:split .*--split-file.*--split all/,
    ],
    ['a split of another name', ['--split', 'dev'], /--split.*'dev'.*test, valid, train, all/],
    ['a background that the model does not know', ['--background', 'rain'], /"rain"/],
  ])('refuses %s in one line', async (_, args, message) => {
    const out = join(corpus.folder, 'refused');
    const { code, stderr } = await callTrainer(evaluateArgs(manifest, '--out', out, ...args));
    expect(code).toBe(1);
    const lines = stderr.split('\n').filter((line) => line !== '' && !/^(?:backend|model): /.test(line));
    expect(lines).toEqual([expect.stringMatching(message)]);
  });
});
