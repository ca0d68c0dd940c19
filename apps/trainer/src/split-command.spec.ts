import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSplitFile } from '@earmark/dataset/node';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callTrainer } from './run-trainer.fixture.ts';
import { makeSmallCorpus, warble, wav } from './small-corpus.fixture.ts';

let corpus: Awaited<ReturnType<typeof makeSmallCorpus>>;
beforeAll(async () => (corpus = await makeSmallCorpus()));
afterAll(() => rm(corpus.folder, { recursive: true }));

const split = async (name: string, ...args: string[]) => {
  const out = join(corpus.folder, name);
  return { out, ...(await callTrainer(['split', corpus.folder, '--out', out, ...args])) };
};
const count = async (path: string) => {
  const splits = (await readSplitFile(path)).map((row) => row.split);
  return ['train', 'valid', 'test'].map((each) => splits.filter((one) => one === each).length);
};

describe('split', () => {
  it('keeps what the corpus has decided, unless it is to be drawn anew', async () => {
    const kept = await split('kept.csv');
    expect(kept).toMatchObject({ code: 0, stderr: '' });
    expect(await readFile(kept.out, 'utf8')).toMatch(/^uri,group,split\naudio\/0\.wav,bird0,train\n/);
    expect(await count(kept.out)).toEqual([3, 2, 2]);
    expect(kept.stdout).toMatch(
      /kept\.csv\n +recordings +length +share +bird +noise\n +train +3 +12\.0 s +42\.9 % +3\.0 s +9\.0 s\n/,
    );
    const drawn = await split('drawn.csv', '--anew', '--fractions', '0.4,0.3,0.3', '--seed', '5');
    expect(await count(drawn.out)).toEqual([3, 2, 2]);
    const again = await split('again.csv', '--anew', '--fractions', '0.4,0.3,0.3', '--seed', '5');
    expect(await readFile(again.out, 'utf8')).toBe(await readFile(drawn.out, 'utf8'));
    expect(await readFile(drawn.out, 'utf8')).not.toBe(await readFile(kept.out, 'utf8'));
  });

  it('writes a file for each fold, in which every recording is tested once', async () => {
    const { code, out } = await split('fold.csv', '--k-fold', '3');
    expect(code).toBe(0);
    const tested: string[] = [];
    for (const fold of [1, 2, 3])
      for (const { uri, split: part } of await readSplitFile(out.replace('.csv', `-${fold}.csv`)))
        if (part === 'test') tested.push(uri);
    expect(tested.sort()).toEqual(Array.from({ length: 7 }, (_, index) => `audio/${index}.wav`));
  });

  it('keeps copies together, and says where the corpus itself parts them', async () => {
    const folder = join(corpus.folder, 'copies');
    await mkdir(folder);
    const rows = ['path,label,split'];
    for (const index of [0, 1, 2, 3, 4, 5]) {
      // Of the same samples, in files that differ.
      const samples = warble(1, 0, 1, index % 3);
      await writeFile(join(folder, `${index}.wav`), wav(samples, index < 3 ? 16_000 : 8000));
      rows.push(`${index}.wav,${index % 2 ? 'bird' : 'noise'},${index < 3 ? 'train' : 'test'}`);
    }
    await writeFile(join(folder, 'manifest.csv'), `${rows.join('\n')}\n`);
    const out = join(folder, 'split.csv');
    const refused = await callTrainer(['split', folder, '--out', out]);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toMatch(/copies itself parts .* is in train and test: 0\.wav, 3\.wav.*--anew/);
    const args = ['--anew', '--fractions', '0.4,0.3,0.3', '--by', 'speaker'];
    expect(await callTrainer(['split', folder, '--out', out, ...args])).toMatchObject({ code: 0 });
    const splits = new Map((await readSplitFile(out)).map((row) => [row.uri, row.split]));
    expect(new Set(splits.values()).size).toBe(3);
    for (const index of [0, 1, 2]) expect(splits.get(`${index}.wav`)).toBe(splits.get(`${index + 3}.wav`));
    expect(await callTrainer(['inspect', folder, '--split', out, '--out', `${out}.html`])).toMatchObject({
      code: 0,
    });
  });

  it.each([
    [['--k-fold', '8'], /there are 7 groups; expected at least one for each of 1, 2, 3/],
    [['--anew', '--fractions', '0.5,0.5,0.5'], /fractions are .*expected 0 or more each, 1 together/],
    [['--fractions', '0.5,0.5'], /'0\.5,0\.5' is invalid\. expected three numbers/],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await split('refused.csv', ...args);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(message)]);
  });
});
