import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PretrainRecipe } from '@earmark/models';
import { readEncoder } from '@earmark/models/node';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { decode } from 'fast-png';
import { callTrainer, spawnTrainer, type Finished } from './run-trainer.fixture.ts';
import { makeSmallCorpus } from './small-corpus.fixture.ts';

jest.setTimeout(120_000);

const recipe: PretrainRecipe = {
  architecture: {
    name: 'autoencoder',
    filters: [3, 4],
    squeeze: 3,
    bottleneck: 6,
    context: 1,
    decoderFilters: [4, 3],
  },
  windowFrames: 15,
  ...{ batchSize: 4, examplesPerEpoch: 96, epochs: 3, patience: 3, learningRate: 0.02, averaging: 0.5 },
  corruption: { kind: 'noise', probability: 1, snrDb: [10, 20] },
  augmentation: { gainDb: 3, tiltDb: 1, shiftBands: 1 },
};

let corpus: Awaited<ReturnType<typeof makeSmallCorpus>>;
let runs: string;
let first: Finished;
const pretrainArgs = (...args: string[]) => [
  ...['pretrain', '--recipe', join(corpus.folder, 'pretrain.json'), '--seed', '3', '--runs', runs],
  ...[
    '--cache',
    join(corpus.folder, 'cache'),
    ...(args.includes('--data') ? [] : ['--data', corpus.manifest]),
  ],
  ...args,
];
const resumeArgs = (...args: string[]) => [
  ...['pretrain', '--resume', '--runs', runs, '--cache', join(corpus.folder, 'cache'), ...args],
];
const json = async (path: string) => JSON.parse(await readFile(path, 'utf8'));

beforeAll(async () => {
  corpus = await makeSmallCorpus();
  runs = join(corpus.folder, 'runs');
  await writeFile(join(corpus.folder, 'pretrain.json'), JSON.stringify(recipe));
  first = await callTrainer(pretrainArgs('--name', 'first'));
});
afterAll(() => rm(corpus.folder, { recursive: true }));

describe('pretrain', () => {
  it('writes a run: encoder, history, pictures of every epoch, report', async () => {
    expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(/train -- --from .*first/) });
    const run = join(runs, 'first');
    expect(await readdir(runs)).toEqual(['first']);
    expect((await readdir(run)).sort()).toEqual([
      ...['checkpoint.bin', 'history.csv', 'model', 'pictures', 'report.html', 'report.json', 'run.json'],
    ]);
    const report = await json(join(run, 'report.json'));
    expect(report.data).toMatchObject({ train: { recordings: 3 }, valid: { recordings: 2 } });
    expect(report.contract).toMatchObject({ architecture: 'autoencoder', embedding: 6, windowFrames: 15 });
    expect(report.history).toHaveLength(3);
    expect(report.ended).toBe('epochs');
    expect(report.history[report.bestEpoch].validLoss).toBeLessThan(report.floorLoss);
    expect((await readFile(join(run, 'history.csv'), 'utf8')).trim().split('\n')).toHaveLength(4);
    expect(await json(join(run, 'run.json'))).toMatchObject({ seed: 3, recipe, data: [corpus.manifest] });

    const { contract, network } = await readEncoder(join(run, 'model'));
    expect(contract.provenance.metrics['floorLoss']).toBe(report.floorLoss);
    expect(network.outputs[0]!.shape).toEqual([null, null, 1, 6]);
    network.dispose();
  });

  it('shows originals beside reconstructions of every epoch, in a page that fetches nothing', async () => {
    const run = join(runs, 'first');
    const pictures = await readdir(join(run, 'pictures'));
    expect(pictures).toEqual(['epoch-0000.png', 'epoch-0001.png', 'epoch-0002.png']);
    const page = await readFile(join(run, 'report.html'), 'utf8');
    for (const picture of pictures) {
      const png = await readFile(join(run, 'pictures', picture));
      expect(page).toContain(png.toString('base64'));
      // Four examples, of each what was heard, the original, the reconstruction.
      expect(decode(png)).toMatchObject({ width: 4 * (3 * 15 + 2 * 4) + 3 * 8, height: 64 });
    }
    expect(page).toContain('<svg');
    expect(page).not.toMatch(/(?:src|href)="(?!data:)/);
  });

  it('stops at Ctrl+C, saves, and resumes to the result of a run that was not stopped', async () => {
    let interrupted = false;
    const stopped = await spawnTrainer(pretrainArgs('--name', 'broken'), (stderr, interrupt) => {
      if (interrupted || !stderr.includes('epoch  1/')) return;
      interrupted = true;
      interrupt();
    });
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toMatch(/stopped and saved; go on with: .*pretrain -- --resume --name broken/);
    expect(await readdir(join(runs, 'broken'))).not.toContain('report.json');

    expect(await callTrainer(resumeArgs())).toMatchObject({ code: 0 });
    for (const file of ['model/weights.bin', 'pictures/epoch-0002.png'])
      expect(await readFile(join(runs, 'broken', file))).toEqual(await readFile(join(runs, 'first', file)));
  });

  it('resumes a network that predicts, whatever the order of keys in its recipe', async () => {
    const { architecture: _, ...rest } = recipe;
    const predicting = {
      ...rest,
      ...{ epochs: 2, corruption: { kind: 'none' }, spanFrames: 16 },
      architecture: { ahead: 3, units: [8], readout: 'hidden', lookahead: 2, name: 'lstm' },
    };
    const file = join(corpus.folder, 'predicting.json');
    await writeFile(file, JSON.stringify(predicting));
    const named = (name: string) => pretrainArgs('--recipe', file, '--name', name);
    expect(await callTrainer(named('predicting'))).toMatchObject({ code: 0 });
    let interrupted = false;
    const stopped = await spawnTrainer(named('predicting-broken'), (stderr, interrupt) => {
      if (interrupted || !stderr.includes('epoch  1/')) return;
      interrupted = true;
      interrupt();
    });
    expect(stopped).toMatchObject({ code: 130 });
    expect(await callTrainer(resumeArgs())).toMatchObject({ code: 0 });
    const [whole, broken] = ['predicting', 'predicting-broken'].map((name) =>
      readFile(join(runs, name, 'model/weights.bin')),
    );
    expect(await broken).toEqual(await whole);
  });

  it('refuses to resume from the checkpoint of another run, and leaves it', async () => {
    const other = join(runs, 'other');
    await cp(join(runs, 'first'), other, { recursive: true });
    await rm(join(other, 'report.json'));
    await writeFile(
      join(other, 'run.json'),
      JSON.stringify({ ...(await json(join(other, 'run.json'))), seed: 4 }),
    );
    const refused = await callTrainer(resumeArgs('--name', 'other'));
    expect(refused).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/belongs to another recipe, seed or corpus/),
    });
    expect(await readFile(join(other, 'checkpoint.bin'))).toEqual(
      await readFile(join(runs, 'first/checkpoint.bin')),
    );
    await rm(other, { recursive: true });
  });

  it('learns to predict from a folder without labels', async () => {
    const folder = join(corpus.folder, 'unlabelled');
    await mkdir(folder);
    for (const name of ['0.wav', '1.wav', '2.wav'])
      await cp(join(corpus.folder, 'audio', name), join(folder, name));
    await writeFile(join(folder, 'broken.wav'), 'this is no recording');
    const lstm: Partial<PretrainRecipe> = {
      ...recipe,
      architecture: { name: 'lstm', units: [8], ahead: 3, lookahead: 2, readout: 'hidden' },
      ...{ spanFrames: 16, epochs: 1, corruption: { kind: 'none' } },
    };
    await writeFile(join(corpus.folder, 'lstm.json'), JSON.stringify(lstm));
    const options = ['--data', folder, '--recipe', join(corpus.folder, 'lstm.json'), '--name', 'lstm'];
    const { code, stderr } = await callTrainer(pretrainArgs(...options));
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/warning: left out: .*broken\.wav/),
    });
    const report = await json(join(runs, 'lstm/report.json'));
    expect(report.data).toMatchObject({ train: { recordings: 1 }, valid: { recordings: 1 } });
    expect(await readFile(join(runs, 'lstm/report.html'), 'utf8')).toContain('Predictions');
  });

  it.each([
    ['an unknown key in the recipe', { mood: 'good' }, [], /mood.*known keys: architecture/],
    [
      'a recipe of another architecture',
      recipe,
      ['--architecture', 'lstm'],
      /recipe for autoencoder, and not for lstm/,
    ],
    ['a network that can not be built', { ...recipe, windowFrames: 3 }, [], /leaves nothing of 3 frames/],
    ['a run name that exists', recipe, ['--name', 'first'], /first exists.*--resume --name first/],
    ['other options of a run that goes on', recipe, ['--resume'], /leave out --data, --recipe, --seed/],
    ['data that is not there', recipe, ['--data', 'nowhere'], /nowhere/],
  ])('refuses %s in one line, and leaves no run behind', async (_, changed, args, message) => {
    await writeFile(join(corpus.folder, 'refused.json'), JSON.stringify(changed));
    const before = await readdir(runs);
    const { code, stderr } = await callTrainer(
      pretrainArgs('--recipe', join(corpus.folder, 'refused.json'), ...args),
    );
    expect(code).toBe(1);
    expect(stderr.split('\n').filter((line) => line.startsWith('error: '))).toEqual([
      expect.stringMatching(message),
    ]);
    expect(await readdir(runs)).toEqual(before);
  });
});
