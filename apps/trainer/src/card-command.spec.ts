import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buildNetwork, defaultLstm, selectBackend, type PretrainRecipe } from '@earmark/models';
import { readArtifact, writeArtifact } from '@earmark/models/node';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { check } from 'prettier';
import { callTrainer } from './run-trainer.fixture.ts';
import { makeSmallCorpus } from './small-corpus.fixture.ts';

jest.setTimeout(120_000);

const pretrainRecipe: PretrainRecipe = {
  architecture: { ...defaultLstm, units: [6], lookahead: 4, readout: 'both' },
  ...{ windowFrames: 15, spanFrames: 32 },
  ...{ batchSize: 4, examplesPerEpoch: 32, epochs: 1, patience: 1, learningRate: 0.02, averaging: 0.5 },
  corruption: { kind: 'noise', probability: 1, snrDb: [10, 20] },
  augmentation: { gainDb: 3, tiltDb: 1, shiftBands: 1 },
};

let corpus: Awaited<ReturnType<typeof makeSmallCorpus>>;
let runs: string;
/** The recordings of the corpus, one of which must not be shipped, with where they come from. */
let sources: string;
let out: string;

const within = (...names: string[]) => join(corpus.folder, ...names);
const card = (...args: string[]) =>
  callTrainer(['card', ...args, ...(args.includes('--out') ? [] : ['--out', out])]);
const shippable = () => ['--sources', sources, '--only', 'shippable=1'];
const text = () => readFile(join(out, 'card.md'), 'utf8');

beforeAll(async () => {
  corpus = await makeSmallCorpus();
  [runs, sources, out] = [within('runs'), within('sources.csv'), within('pretrained/birds')];
  await writeFile(within('pretrain.json'), JSON.stringify(pretrainRecipe));
  await writeFile(
    sources,
    `path,label_path,split,kind,source,licence,shippable
audio/0.wav,audio/0.txt,train,song,Garden | 2026,CC0,1
audio/1.wav,audio/1.txt,train,song,Garden | 2026,CC0,1
audio/2.wav,audio/2.txt,train,song,Forest,CC BY 4.0,1
audio/3.wav,audio/3.txt,valid,song,Zoo,all rights reserved,0
`,
  );
  const folders = ['--data', corpus.manifest, '--runs', runs, '--cache', within('cache')];
  for (const args of [
    ['pretrain', '--recipe', within('pretrain.json'), '--name', 'begun', ...folders],
    ['train', '--from', join(runs, 'begun'), '--seed', '3', '--name', 'readout', ...folders],
    ['train', '--from', join(runs, 'readout'), '--fine-tune', '--epochs', '1', '--name', 'tuned', ...folders],
    [
      ...['evaluate', '--model', join(runs, 'readout'), '--data', corpus.manifest],
      ...[
        '--by',
        'kind',
        'speaker',
        '--collar',
        '0.1',
        '--cache',
        within('cache'),
        '--out',
        within('measured'),
      ],
    ],
  ]) {
    const { code, stderr } = await callTrainer(args);
    if (code !== 0) throw new Error(`${args.join(' ')}: ${stderr}`);
  }
});
afterAll(() => rm(corpus.folder, { recursive: true }));

describe('card', () => {
  it('copies the model, and tells what it is, what made it, of what, how good it is and where not', async () => {
    const { code, stdout, stderr } = await card(
      ...['--run', join(runs, 'readout'), ...shippable(), '--evaluation', within('measured')],
    );
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: `card: ${join(out, 'card.md')}\n`,
      stderr: '',
    });
    expect((await readdir(out)).sort()).toEqual(['card.md', 'model.json', 'weights.bin']);
    expect(await readdir(within('pretrained'))).toEqual(['birds']);
    for (const name of ['model.json', 'weights.bin'])
      expect(await readFile(join(out, name))).toEqual(await readFile(join(runs, 'readout/model', name)));

    const written = await text();
    expect(await check(written, { parser: 'markdown', printWidth: 110 })).toBe(true);
    expect(written).not.toContain(corpus.folder);
    const report = JSON.parse(await readFile(join(runs, 'readout/report.json'), 'utf8'));
    const row = (...cells: string[]) =>
      expect(
        written
          .split('\n')
          .map((line) => line.split(' | ').map((cell) => cell.replaceAll(/^\| | \|$/g, '').trim())),
      ).toContainEqual(cells);
    expect(written).toMatch(/^# birds\n\nTells bird and noise apart at every frame \(10 ms\)/);
    row('architecture', 'lstm');
    row('units', '`[6]`');
    row('weights', report.contract.parameters.toLocaleString('en'));
    row('feature spec', `\`${report.contract.specHash}\``);
    // And half of the frame's own 25 ms.
    row(
      'lookahead',
      '4 frames, 40 ms: a live answer comes at most 52.5 ms after the moment that it is about',
    );
    row('decision: background', '`"noise"`');
    expect(written).toContain('### 1. Pre-training without labels\n\n    npx nx run trainer:');
    row('examplesPerEpoch', '`32`');
    expect(written).toContain('### 2. A readout on the network as it was');
    row('seed', '3');
    row('Forest', 'CC BY 4.0', 'song', '1', '0.1');
    row('Garden \\| 2026', 'CC0', 'song', '2', '0.1');
    row('all', '', '', '3', '0.2');
    expect(written).not.toContain('Zoo');
    expect(written).toContain('trained on 3 recordings (12.0 s), chose by 2 recordings (8.0 s)');
    expect(written).toContain('### Test split\n\n2 recordings (8.0 s) on which nothing was chosen');
    const { network, intervals } = report.test;
    expect(written).toContain(
      `| ${network.rocAuc.toFixed(3)}   | ${intervals.rocAuc.low.toFixed(3)} to ${intervals.rocAuc.high.toFixed(3)} `,
    );
    expect(written).toMatch(
      /^### earmark-trainer-\w+, test split\n\n2 recordings .* Frames less than 0\.1 s/m,
    );
    expect(written).toMatch(/^\| speaker +\| recordings \|/m);
    expect(written).toMatch(/^## Limits\n\n(?:- .+\n)+$/m);
  });

  it('takes the place of an older one, word for word the same', async () => {
    const again = () =>
      card(
        '--run',
        join(runs, 'readout'),
        ...shippable(),
        '--evaluation',
        within('measured/evaluation.json'),
      );
    const before = await text();
    await writeFile(join(out, 'card.md'), 'older');
    await writeFile(join(out, 'notes.txt'), 'mine');
    expect(await again()).toMatchObject({ code: 0 });
    expect(await text()).toBe(before);
    expect(await readFile(join(out, 'notes.txt'), 'utf8')).toBe('mine');
  });

  it('goes back through every training', async () => {
    const { code, stderr } = await card(
      '--run',
      join(runs, 'tuned'),
      ...shippable(),
      '--out',
      within('other/tuned'),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const written = await readFile(within('other/tuned/card.md'), 'utf8');
    expect(written.match(/^### \d.*$/gm)).toEqual([
      '### 1. Pre-training without labels',
      '### 2. A readout on the network as it was: no other weight changed',
      expect.stringMatching(/^### 3\. Fine-tuning/),
    ]);
    expect(await check(written, { parser: 'markdown' })).toBe(true);
  });

  it('names a model that it started from and that is no run', async () => {
    await cp(join(runs, 'readout/model'), within('plain'), { recursive: true });
    const { code, stderr } = await callTrainer([
      ...['train', '--from', within('plain'), '--name', 'plainly', '--runs', runs],
      ...['--data', corpus.manifest, '--cache', within('cache')],
    ]);
    expect({ code, stderr }).toMatchObject({ code: 0 });
    const args = ['--run', join(runs, 'plainly'), ...shippable(), '--out', within('other/plain')];
    expect(await card(...args)).toMatchObject({ code: 0 });
    const written = await readFile(within('other/plain/card.md'), 'utf8');
    expect(written).toContain('### 1. The model `plain`\n\nTrained on ');
    expect(await check(written, { parser: 'markdown' })).toBe(true);
    await rm(within('plain'), { recursive: true });
    expect(await card(...args)).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/plain, which is gone/),
    });
  });

  describe('refuses, and writes nothing:', () => {
    const refused = async (message: RegExp, ...args: string[]) => {
      const { code, stdout, stderr } = await card(...args, '--out', within('refused/model'));
      expect({ code, stdout, stderr }).toEqual({
        code: 1,
        stdout: '',
        stderr: expect.stringMatching(message),
      });
      expect(stderr.trim().split('\n')).toHaveLength(1);
      await expect(readdir(within('refused'))).rejects.toThrow('ENOENT');
    };
    const readout = () => ['--run', join(runs, 'readout')];

    it('a run that is not finished', () =>
      refused(
        /report\.json is no report of a finished trainer:train/,
        '--run',
        within('nowhere'),
        ...shippable(),
      ));

    it('a manifest that does not say where recordings come from', () =>
      refused(
        /has no column "source" \(found: path, label_path, split, speaker\)/,
        ...readout(),
        '--sources',
        corpus.manifest,
      ));

    it('recordings that must not be shipped', () =>
      refused(
        /audio\/3\.wav is marked as not to be shipped: .*--only shippable=1/,
        ...readout(),
        '--sources',
        sources,
      ));

    it('a recording without a licence', async () => {
      const manifest = within('silent.csv');
      await writeFile(manifest, 'path,label_path,source,licence\naudio/0.wav,audio/0.txt,Garden,\n');
      await refused(/audio\/0\.wav has no licence/, ...readout(), '--sources', manifest);
    });

    it('what was measured of another model', async () => {
      const evaluation = JSON.parse(await readFile(within('measured/evaluation.json'), 'utf8'));
      evaluation.model = { ...evaluation.model, name: 'stranger', parameters: 7 };
      await writeFile(within('stranger.json'), JSON.stringify(evaluation));
      await refused(
        /measured another model \(name: stranger, expected readout; parameters: 7, expected \d+\)/,
        ...[...readout(), ...shippable(), '--evaluation', within('stranger.json')],
      );
    });

    it('a model that is too large', async () => {
      const run = join(runs, 'large');
      await mkdir(run);
      await cp(join(runs, 'readout'), run, { recursive: true });
      await selectBackend('cpu');
      const { contract } = await readArtifact(join(run, 'model'));
      const architecture = { name: 'vanilla-conv' as const, filters: [8], squeeze: 80, units: 120 };
      const network = buildNetwork(architecture, { windowFrames: 15, bands: 64, labels: 2 }, 1);
      await writeArtifact(join(run, 'model'), { network, contract: { ...contract, architecture } });
      await refused(/has \d{3},\d{3} bytes, .* at most 500,000/, '--run', run, ...shippable());
    });

    it('a start that has changed since', async () => {
      const begun = join(runs, 'begun/model/weights.bin');
      const weights = await readFile(begun);
      await writeFile(
        begun,
        weights.map((byte, at) => (at === 0 ? byte ^ 1 : byte)),
      );
      await refused(/begun\/model, which holds other weights now/, ...readout(), ...shippable());
      await writeFile(begun, weights);
    });
  });
});
