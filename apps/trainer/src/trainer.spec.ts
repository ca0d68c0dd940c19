import { copyFile, mkdir, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSpectrogramTile } from '@earmark/dataset/node';
import { defaultFeatures } from '@earmark/dsp';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
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

    expect((await spawnTrainer(trainArgs('--resume'))).code).toBe(0);
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
    ['nothing to resume', ['--resume', '--name', 'never'], /no unfinished run/],
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
    expectRefusal(await callTrainer(trainArgs('--data', manifest)), message);
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
  it('writes the complete picture, and tiles that say what they are', async () => {
    const out = join(corpus.folder, 'pictures');
    const result = await spawnTrainer(['spectrograms', join(corpus.folder, 'audio/1.wav'), '--out', out]);
    expect(result).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/5 tiles of 128 frames, every 64/),
    });
    const names = (await readdir(out)).sort();
    expect(names).toHaveLength(6);
    const tile = await readSpectrogramTile(
      join(
        out,
        names.find((name) => name.endsWith('_00000064.png'))!,
      ),
    );
    expect(tile).toMatchObject({
      startFrame: 64,
      startSeconds: 0.64,
      frames: 128,
      bands: 64,
      features: defaultFeatures,
    });
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
