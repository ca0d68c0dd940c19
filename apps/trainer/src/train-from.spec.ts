import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '@earmark/dataset';
import { defaultFeatures } from '@earmark/dsp';
import { buildNetwork, encoderOf, selectBackend, type Classifier } from '@earmark/models';
import { readArtifact, writeArtifact, writeEncoder } from '@earmark/models/node';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { callTrainer, spawnTrainer } from './run-trainer.fixture.ts';
import { makeSmallCorpus } from './small-corpus.fixture.ts';

jest.setTimeout(120_000);

let corpus: Awaited<ReturnType<typeof makeSmallCorpus>>;
let runs: string;
let classifier: Classifier;
/** A network that tells speech from noise, or would if it were trained. */
let known: string;
/** What it hears, without labels. */
let unlabelled: string;

const json = async (path: string) => JSON.parse(await readFile(path, 'utf8'));
const args = (...more: string[]) => [
  ...['train', '--data', corpus.manifest, '--runs', runs, '--cache', join(corpus.folder, 'cache'), ...more],
];
const resume = () =>
  callTrainer(['train', '--resume', '--runs', runs, '--cache', join(corpus.folder, 'cache')]);
const train = (...more: string[]) => callTrainer(args(...more));

beforeAll(async () => {
  corpus = await makeSmallCorpus();
  runs = join(corpus.folder, 'runs');
  [known, unlabelled] = [join(corpus.folder, 'known'), join(corpus.folder, 'unlabelled')];
  await selectBackend('wasm');
  const architecture = { name: 'vanilla-conv' as const, filters: [6, 8], squeeze: 8, units: 24 };
  const bands = 32;
  const random = createRandom(1);
  classifier = {
    network: buildNetwork(architecture, { windowFrames: 15, bands, labels: 2 }, 7),
    contract: {
      version: 1,
      features: { ...defaultFeatures, bands },
      windows: { frames: 15, hop: 1 },
      normalization: {
        mean: Array.from({ length: bands }, () => -55 + random.unit()),
        deviation: Array.from({ length: bands }, () => 10 + random.unit()),
      },
      architecture,
      labels: ['noise', 'speech'],
      output: 'window',
      decision: { background: 'noise', onset: 0.5, offset: 0.4, minSegmentSeconds: 0.1, minGapSeconds: 0.2 },
      calibration: { temperature: 1 },
      provenance: {
        createdAt: '2026-01-01',
        data: 'none',
        seed: 7,
        backend: 'wasm',
        versions: {},
        metrics: {},
      },
    },
  };
  await writeArtifact(known, classifier);
  await writeEncoder(unlabelled, encoderOf(classifier));
});
afterAll(() => rm(corpus.folder, { recursive: true }));

describe('train --from', () => {
  it('learns labels that the model did not know, on the features that it does', async () => {
    const { code, stderr } = await train('--from', known, '--name', 'readout');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toContain('new to the network: bird; no longer told apart: speech\n');
    const run = join(runs, 'readout');
    const made = await readArtifact(join(run, 'model'));
    const { features, normalization, architecture, windows } = classifier.contract;
    expect(made.contract).toMatchObject({ features, normalization, architecture, windows });
    expect(made.contract.labels).toEqual(['bird', 'noise']);
    expect(made.contract.provenance.data).toMatch(/manifest\.csv, from .*known \(weights [0-9a-f]{12}\)$/);
    const [first, theirs] = [made, classifier].map(({ network }) => network.getWeights()[0]!.dataSync());
    expect(first).toEqual(theirs);

    const report = await json(join(run, 'report.json'));
    expect(report.test.rocAuc).toBeGreaterThan(0.8);
    expect(report).toMatchObject({ history: [], bestEpoch: -1, ended: null });
    const settings = await json(join(run, 'run.json'));
    expect(settings.from).toEqual({ model: known, weightsHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(settings).not.toHaveProperty('recipe');
    expect(await readdir(run)).not.toContain('checkpoint.bin');
  });

  it('learns the same from the same network without labels', async () => {
    const { code, stderr } = await train('--from', unlabelled, '--name', 'from-unlabelled');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).not.toMatch(/new to the network/);
    const weights = ['readout', 'from-unlabelled'].map((name) =>
      readFile(join(runs, name, 'model/weights.bin')),
    );
    const [known, unlabelledToo] = await Promise.all(weights);
    expect(known).toEqual(unlabelledToo);
  });

  it('fine-tunes all weights, and resumes to the result of a run that was not stopped', async () => {
    const recipe = join(corpus.folder, 'tuning.json');
    const smaller = { spanFrames: 16, batchSize: 4, epochs: 5, learningRate: 0.003 };
    await writeFile(recipe, JSON.stringify(smaller));
    const tuning = ['--from', known, '--fine-tune', '--recipe', recipe, '--seed', '3'];
    expect(await train(...tuning, '--name', 'whole')).toMatchObject({ code: 0 });

    let interrupted = false;
    const stopped = await spawnTrainer(args(...tuning, '--name', 'broken'), (stderr, interrupt) => {
      if (interrupted || !stderr.includes('epoch  2/')) return;
      interrupted = true;
      interrupt();
    });
    expect(stopped).toMatchObject({ code: 130, stderr: expect.stringMatching(/--resume --name broken/) });
    const changed = join(corpus.folder, 'known before');
    await cp(known, changed, { recursive: true });
    const weights = await readFile(join(known, 'weights.bin'));
    weights.writeFloatLE(0.5, 0);
    await writeFile(join(known, 'weights.bin'), weights);
    expect(await resume()).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/known holds other weights than those that the run began with/),
    });
    await cp(changed, known, { recursive: true });

    const { code, stderr } = await resume();
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const [whole, broken] = await Promise.all(
      ['whole', 'broken'].map((name) => json(join(runs, name, 'report.json'))),
    );
    expect(broken.test).toEqual(whole.test);
    const { recipe: used } = await json(join(runs, 'broken/run.json'));
    expect(used).toMatchObject({
      ...smaller,
      architecture: classifier.contract.architecture,
      windowFrames: 15,
    });
    const tuned = await readArtifact(join(runs, 'broken/model'));
    expect(tuned.network.getWeights()[0]!.dataSync()).not.toEqual(
      classifier.network.getWeights()[0]!.dataSync(),
    );
  });

  it('keeps the readout where fine-tuning only harms', async () => {
    const recipe = join(corpus.folder, 'harmful.json');
    const harmful = { spanFrames: 16, batchSize: 4, epochs: 2, learningRate: 3, averaging: 0 };
    await writeFile(recipe, JSON.stringify(harmful));
    const { code, stderr } = await train(
      ...['--from', known, '--fine-tune', '--recipe', recipe, '--name', 'harmed'],
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toMatch(
      /the readout alone is kept: validation ROC-AUC 0\.\d{4}, fine-tuned at best 0\.\d{4}/,
    );
    const [harmed, readout] = ['harmed', 'readout'].map((name) =>
      readFile(join(runs, name, 'model/weights.bin')),
    );
    expect(await harmed).toEqual(await readout);
    expect(await json(join(runs, 'harmed/report.json'))).toMatchObject({ bestEpoch: -1 });
  });

  it('keeps the readout where fine-tuning diverges at once', async () => {
    const recipe = join(corpus.folder, 'diverging.json');
    const diverging = { spanFrames: 16, batchSize: 4, epochs: 2, learningRate: 1e38, averaging: 0 };
    await writeFile(recipe, JSON.stringify(diverging));
    const { code, stderr } = await train(
      ...['--from', known, '--fine-tune', '--recipe', recipe, '--name', 'diverged'],
    );
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stderr).toMatch(
      /the readout alone is kept: validation ROC-AUC 0\.\d{4}, while fine-tuning diverged before its first epoch/,
    );
    const [diverged, readout] = ['diverged', 'readout'].map((name) =>
      readFile(join(runs, name, 'model/weights.bin')),
    );
    expect(await diverged).toEqual(await readout);
    expect(await json(join(runs, 'diverged/report.json'))).toMatchObject({
      bestEpoch: -1,
      ended: 'diverged',
    });
  });

  it.each([
    ['a network to fine-tune that is not named', ['--fine-tune'], /--fine-tune needs a trained network/],
    [
      'a recipe for a readout',
      ['--from', 'known', '--recipe', 'recipe.json'],
      /add --fine-tune, or leave them out/,
    ],
    ['epochs for a readout', ['--from', 'known', '--epochs', '3'], /add --fine-tune, or leave them out/],
    ['another architecture', ['--from', 'known', '--architecture', 'lstm'], /cannot be used with option/],
    [
      'another architecture in the recipe',
      ['--from', 'known', '--fine-tune', '--recipe', 'recipe.json'],
      /architecture and windowFrames cannot be changed/,
    ],
    ['a model that is not there', ['--from', 'nowhere'], /nowhere holds no model/],
  ])('refuses %s in one line, and leaves no run behind', async (_, options, message) => {
    const before = await readdir(runs);
    const placed = options.map((option) =>
      /known|recipe\.|nowhere/.test(option) ? join(corpus.folder, option) : option,
    );
    const { code, stderr } = await train(...placed);
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringMatching(message) });
    expect(stderr.split('\n').filter((line) => line !== '' && !line.startsWith('backend: '))).toHaveLength(1);
    expect(await readdir(runs)).toEqual(before);
  });

  it('trains the architecture that is named, with its own recipe', async () => {
    const recipe = join(corpus.folder, 'lstm.json');
    const architecture = { name: 'lstm', units: [6], ahead: 2, lookahead: 3, readout: 'hidden' };
    await writeFile(recipe, JSON.stringify({ architecture, windowFrames: 12, spanFrames: 16, epochs: 1 }));
    const { code, stderr } = await train('--architecture', 'lstm', '--recipe', recipe, '--name', 'lstm');
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const { contract } = await readArtifact(join(runs, 'lstm/model'));
    expect(contract).toMatchObject({ architecture, windows: { frames: 12, hop: 1 } });
  });
});
