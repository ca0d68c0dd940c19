import { copyFile, mkdir, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readTileDataset } from '@earmark/dataset/node';
import { defaultFeatures, specHash } from '@earmark/dsp';
import { readContract } from '@earmark/models';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { decode } from 'fast-png';
import { callTrainer, spawnTrainer, type Finished } from './run-trainer.fixture.ts';
import { makeSmallCorpus, wav, warble } from './small-corpus.fixture.ts';

jest.setTimeout(120_000);

let corpus: Awaited<ReturnType<typeof makeSmallCorpus>>;
let runs: string;
let first: Finished;

const trainArgs = (...args: string[]) => [
  'train',
  ...['--data', corpus.manifest, '--recipe', corpus.recipe, '--seed', '3'],
  ...['--runs', runs, '--cache', join(corpus.folder, 'cache'), ...args],
];
const resumeArgs = (...args: string[]) => [
  ...['train', '--resume', '--runs', runs, '--cache', join(corpus.folder, 'cache'), ...args],
];
const json = async (path: string) => JSON.parse(await readFile(path, 'utf8'));

/** What went wrong is said in one line, and not as a stack. */
function expectRefusal({ code, stderr }: Finished, message: RegExp): void {
  expect(code).toBe(1);
  const lines = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('backend: '));
  expect(lines).toEqual([expect.stringMatching(message)]);
}

beforeAll(async () => {
  corpus = await makeSmallCorpus();
  runs = join(corpus.folder, 'runs');
  first = await spawnTrainer(trainArgs('--name', 'first'));
});

afterAll(() => rm(corpus.folder, { recursive: true }));

describe('train', () => {
  it('writes a run: model, history, report, and latest', async () => {
    const { code, stdout, stderr } = first;
    expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringMatching(/backend: wasm/) });
    const run = join(runs, 'first');
    expect((await readdir(run)).sort()).toEqual([
      'checkpoint.bin',
      'history.csv',
      'model',
      'report.html',
      'report.json',
      'run.json',
    ]);
    expect(await readlink(join(runs, 'latest'))).toBe('first');

    const report = await json(join(run, 'report.json'));
    expect(report.test.rocAuc).toBeGreaterThan(0.95);
    expect(report.test.rocAuc).toBeLessThanOrEqual(1);
    expect(report.test.floors.always.rocAuc).toBe(0.5);
    expect(report.test.recordings).toHaveLength(2);
    expect(report.labels).toEqual(['bird', 'noise']);
    expect(report.ended).toMatch(/^(epochs|patience)$/);
    expect(stdout).toContain(report.test.rocAuc.toFixed(4));

    const rows = (await readFile(join(run, 'history.csv'), 'utf8')).trim().split('\n');
    expect(rows).toHaveLength(1 + report.history.length);
    const page = await readFile(join(run, 'report.html'), 'utf8');
    expect(page).toContain('<svg');
    expect(page).not.toMatch(/(?:src|href)="https?:/);
  });

  it('stops at Ctrl+C, saves, and resumes to the result of a run that was not stopped', async () => {
    let interrupted = false;
    const stopped = await spawnTrainer(trainArgs('--name', 'broken'), (stderr, interrupt) => {
      if (interrupted || !stderr.includes('epoch  2/')) return;
      interrupted = true;
      interrupt();
    });
    expect(stopped.code).toBe(130);
    expect(stopped.stderr).toMatch(/stopped and saved; go on with: .*--resume --name broken/);
    expect((await readdir(join(runs, 'broken'))).sort()).toEqual(['checkpoint.bin', 'run.json']);
    expect(await readlink(join(runs, 'latest'))).toBe('first');

    expect((await spawnTrainer(resumeArgs())).code).toBe(0);
    const [whole, resumed] = await Promise.all(
      ['first', 'broken'].map((name) => json(join(runs, name, 'report.json'))),
    );
    expect(resumed.test).toEqual(whole.test);
    expect(await readFile(join(runs, 'broken/model/weights.bin'))).toEqual(
      await readFile(join(runs, 'first/model/weights.bin')),
    );
    expect(await readlink(join(runs, 'latest'))).toBe('broken');
  });

  it('ends with exit code 1 and one line where an option is wrong', async () => {
    expectRefusal(await spawnTrainer(trainArgs('--epochs', 'many')), /--epochs.*'many'.*whole number/);
  });

  it.each([
    ['a manifest that is not there', ['--data', 'nowhere.csv'], /nowhere\.csv/],
    ['a run name that exists', ['--name', 'first'], /first exists.*--resume --name first/],
    ['a run name that is a path', ['--name', '../first'], /the run's name is "\.\.\/first"/],
    ['an unknown background', ['--background', 'rain'], /has no frame labelled rain/],
    ['a recipe with an unknown key', ['--recipe', 'moody.json'], /mood.*known keys: architecture/],
    ['a recipe whose network can not be built', ['--recipe', 'narrow.json'], /leaves nothing of 3 frames/],
    [
      'other options of a run that goes on',
      ['--resume'],
      /--resume goes on with what run\.json says; leave out --data, --recipe, --seed/,
    ],
  ])('refuses %s in one line, and leaves no run behind', async (_, args, message) => {
    await writeFile(join(corpus.folder, 'moody.json'), '{"mood": "good"}');
    await writeFile(join(corpus.folder, 'narrow.json'), '{"windowFrames": 3}');
    const before = await readdir(runs);
    const inCorpus = args.map((arg) => (arg.endsWith('.json') ? join(corpus.folder, arg) : arg));
    expectRefusal(await callTrainer(trainArgs(...inCorpus)), message);
    expect(await readdir(runs)).toEqual(before);
  });

  it('refuses a corpus in which a split lacks a label', async () => {
    const manifest = join(corpus.folder, 'lacking.csv');
    const text = await readFile(corpus.manifest, 'utf8');
    await writeFile(join(corpus.folder, 'audio/noise.txt'), '0\t4\tnoise\n');
    await writeFile(manifest, text.replace(/audio\/[56]\.txt/g, 'audio/noise.txt'));
    const message = /the split test \(2 recordings\) has no frame labelled bird/;
    expectRefusal(await callTrainer(trainArgs().with(2, manifest)), message);
  });
});

describe('classify', () => {
  const model = () => ['--model', join(runs, 'first')];

  it('writes JSON with posteriors for every recording of a folder', async () => {
    const out = join(corpus.folder, 'out');
    const audio = join(corpus.folder, 'audio');
    const options = ['--out', out, '--format', 'json', '--posteriors'];
    const result = await spawnTrainer(['classify', audio, ...model(), ...options]);
    expect(result.code).toBe(0);
    expect(await readdir(out)).toHaveLength(7);
    const heard = await json(join(out, '0.json'));
    expect(heard).toMatchObject({ uri: join(audio, '0.wav'), durationSeconds: 4, labels: ['bird', 'noise'] });
    expect(heard.posteriors).toMatchObject({ hopSeconds: 0.01, firstCentreSeconds: 0.0125 });
    expect(heard.posteriors.values.bird).toHaveLength(398);
    expect(heard.posteriors.values.bird[100] + heard.posteriors.values.noise[100]).toBeCloseTo(1, 5);
    expect(heard.segments.at(-1).end).toBe(4);
  });

  it('ends with exit code 1 and one line where a recording is not there', async () => {
    expectRefusal(await spawnTrainer(['classify', 'nowhere.wav']), /nowhere\.wav does not exist/);
  });

  it('prints segments as an Audacity label track', async () => {
    const { code, stdout } = await callTrainer(['classify', join(corpus.folder, 'audio/5.wav'), ...model()]);
    expect(code).toBe(0);
    const rows = stdout
      .trim()
      .split('\n')
      .map((line) => line.split('\t'));
    expect(rows.map(([, , label]) => label)).toEqual(['noise', 'bird', 'noise']);
    // The bird of recording 5 warbles from 1.75 to 2.75 s.
    expect(Number(rows[1]![0])).toBeCloseTo(1.75, 1);
    expect(Number(rows[1]![1])).toBeCloseTo(2.75, 1);
  });

  it('resamples what comes at another rate', async () => {
    const path = join(corpus.folder, 'slow.wav');
    const everySecond = warble(4, 1, 3, 5).filter((_, i) => i % 2 === 0);
    await writeFile(path, wav(everySecond, 8000));
    const { stdout } = await callTrainer(['classify', path, ...model(), '--format', 'csv']);
    expect(stdout).toMatch(/^start,end,label,confidence\n0\.000000,/);
    expect(stdout.trim().split('\n').at(-1)).toMatch(/,4\.000000,/);
  });

  it('goes on after a recording that cannot be read, and says so at the end', async () => {
    const folder = join(corpus.folder, 'mixed');
    await mkdir(folder);
    await copyFile(join(corpus.folder, 'audio/0.wav'), join(folder, 'a good one.wav'));
    await writeFile(join(folder, 'bad.wav'), 'this is no recording');
    await writeFile(join(folder, 'empty.wav'), '');
    await writeFile(join(folder, 'short.wav'), wav(new Float32Array(100)));
    await writeFile(join(folder, 'notes.txt'), 'not meant to be heard');
    const { code, stdout, stderr } = await callTrainer(['classify', folder, ...model(), '--format', 'json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout).uri).toBe(join(folder, 'a good one.wav'));
    for (const name of ['bad.wav', 'empty.wav', 'short.wav'])
      expect(stderr).toMatch(new RegExp(`error: .*${name}`));
    expect(stderr).toMatch(/3 of 4 recordings could not be classified/);
    expect(stderr).not.toMatch(/notes\.txt/);
  });

  it.each([
    ['a model that is not there', ['--model', 'nowhere'], /nowhere holds no model/],
    ['an unknown format', ['--format', 'xml'], /xml.*audacity, csv, json/],
    ['posteriors in a label track', ['--posteriors'], /--posteriors needs --format json/],
  ])('refuses %s in one line', async (_, args, message) => {
    const recording = join(corpus.folder, 'audio/0.wav');
    expectRefusal(await callTrainer(['classify', recording, ...args]), message);
  });
});

describe('spectrograms', () => {
  const recording = () => join(corpus.folder, 'audio/1.wav');
  const hash = specHash(defaultFeatures);
  const sizeOf = async (path: string) => {
    const { width, height } = decode(await readFile(path));
    return { width, height };
  };

  it('writes a figure, the complete picture, and tiles that are a dataset', async () => {
    const out = join(corpus.folder, 'pictures');
    const result = await spawnTrainer(['spectrograms', recording(), '--out', out]);
    expect(result).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/5 tiles of 128 frames, every 64/),
    });
    expect((await readdir(out)).filter((name) => !/_\d{8}\.png$/.test(name)).sort()).toEqual([
      `1_${hash}.figure.png`,
      `1_${hash}.png`,
    ]);
    expect(await sizeOf(join(out, `1_${hash}.png`))).toEqual({ width: 398, height: 64 });
    expect((await sizeOf(join(out, `1_${hash}.figure.png`))).width).toBeGreaterThan(2 * 960);
    const starts: number[] = [];
    const windows = { frames: 128, hop: 64 };
    for await (const { startFrame } of readTileDataset(out, { features: defaultFeatures, windows }))
      starts.push(startFrame);
    expect(starts).toEqual([0, 64, 128, 192, 256]);
  });

  it('draws labels beneath, and what a model hears', async () => {
    const out = join(corpus.folder, 'heard');
    const { code, stdout, stderr } = await callTrainer([
      ...['spectrograms', recording(), '--out', out, '--model', join(runs, 'first')],
      ...[
        '--labels',
        join(corpus.folder, 'audio'),
        '--svg',
        '--no-tiles',
        '--colours',
        'cividis',
        '--scale',
        '1',
      ],
    ]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const figure = join(out, `1_${hash}.figure`);
    expect(stdout.split('\n').slice(0, 2)).toEqual([`${figure}.png`, `${figure}.svg`]);
    const svg = await readFile(`${figure}.svg`, 'utf8');
    expect(await sizeOf(`${figure}.png`)).toEqual({
      width: Number(/ width="(\d+)"/.exec(svg)![1]),
      height: Number(/ height="(\d+)"/.exec(svg)![1]),
    });
    expect(svg.match(/>(reference|hypothesis|posterior)</g)).toEqual([
      '>reference<',
      '>hypothesis<',
      '>posterior<',
    ]);
    expect(svg.match(/class="posterior"/g)).toHaveLength(1);
    expect(svg).toMatch(
      /<desc>.*reference with 3 segments; hypothesis with \d+ segments; posteriors of bird, noise\./,
    );
  });

  it('cuts the tiles that a model hears', async () => {
    const out = join(corpus.folder, 'windows');
    const model = join(runs, 'first/model/model.json');
    const { features, windows } = readContract(await readFile(model, 'utf8'), model);
    expect(windows.frames).toBe(15);
    const args = ['spectrograms', recording(), '--out', out, '--model', join(runs, 'first')];
    expect((await callTrainer(args)).stdout).toMatch(/48 tiles of 15 frames, every 8\n/);
    let count = 0;
    for await (const tile of readTileDataset(out, { features, windows: { ...windows, hop: 8 } }))
      count += tile.frames / 15;
    expect(count).toBe(48);
    const own = [...args.with(3, join(corpus.folder, 'own windows')), '--hop', '15'];
    expect((await callTrainer(own)).stdout).toMatch(/26 tiles of 15 frames, every 15\n/);
  });

  it('draws a stretch in features of its own', async () => {
    const file = join(corpus.folder, 'features.json');
    await writeFile(file, JSON.stringify({ bands: 40, fMin: 100 }));
    const out = join(corpus.folder, 'stretch');
    const args = [
      'spectrograms',
      recording(),
      '--out',
      out,
      '--features',
      file,
      '--from',
      '1',
      '--to',
      '2.5',
    ];
    expect(await callTrainer([...args, '--channel', '0', '--svg'])).toMatchObject({ code: 0 });
    const ownHash = specHash({ ...defaultFeatures, bands: 40, fMin: 100 });
    const name = `1_${ownHash}_1-2.5s.figure`;
    expect((await readdir(out)).sort()).toEqual([`${name}.png`, `${name}.svg`]);
    expect(await readFile(join(out, `${name}.svg`), 'utf8')).toContain(
      '<desc>Spectrogram from 1 to 2.5 s, 40 mel bands from 100 Hz to 8 kHz',
    );
  });

  it.each([
    [
      'fields that do not fit',
      ['--features', 'FOLDER/recipe.json'],
      /recipe\.json: FeatureSpec: .*no such field/,
    ],
    [
      'labels that are not there',
      ['--labels', 'FOLDER'],
      /holds no labels of 1\.wav: expected 1\.txt, \.csv or \.json/,
    ],
    [
      'a stretch beyond the end',
      ['--from', '5'],
      /1\.wav: no frame lies from 5 s on; expected a stretch of its 4\.000 s/,
    ],
    ['a channel that is not there', ['--channel', '3'], /channel/],
    [
      'features beside those of a model',
      ['--model', 'x', '--preset', 'origin'],
      /cannot be used with option/,
    ],
  ])('refuses %s in one line', async (_, args, message) => {
    const out = ['--out', join(corpus.folder, 'refused')];
    const placed = args.map((arg) => arg.replace('FOLDER', corpus.folder));
    expectRefusal(await callTrainer(['spectrograms', recording(), ...out, ...placed]), message);
  });

  it('says what was odd about a recording, and refuses two that would overwrite each other', async () => {
    const [cut, twin] = [join(corpus.folder, 'cut.wav'), join(corpus.folder, 'audio/cut.wav')];
    const whole = wav(warble(4, 1, 3, 5));
    await writeFile(cut, whole.subarray(0, whole.length >> 1));
    const out = ['--out', join(corpus.folder, 'odd pictures')];
    const { code, stderr } = await callTrainer(['spectrograms', cut, ...out]);
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/warning: .*cut\.wav: cut off/),
    });
    await copyFile(cut, twin);
    expectRefusal(
      await callTrainer(['spectrograms', cut, twin, ...out]),
      /would both be written to .*cut\.png/,
    );
  });
});
