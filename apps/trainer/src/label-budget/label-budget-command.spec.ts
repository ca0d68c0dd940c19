import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { callTrainer } from '../run-trainer.fixture.ts';
import { makeSmallCorpus } from '../small-corpus.fixture.ts';

jest.setTimeout(120_000);

let corpus: Awaited<ReturnType<typeof makeSmallCorpus>>;
let model: string;
let out: string;

beforeAll(async () => {
  corpus = await makeSmallCorpus();
  model = join(corpus.folder, 'runs/first');
  out = join(corpus.folder, 'budget');
  const { code, stderr } = await callTrainer([
    ...['train', '--data', corpus.manifest, '--recipe', corpus.recipe, '--name', 'first', '--epochs', '1'],
    ...['--runs', join(corpus.folder, 'runs'), '--cache', join(corpus.folder, 'cache')],
  ]);
  expect({ code, stderr }).toMatchObject({ code: 0 });
});
afterAll(() => rm(corpus.folder, { recursive: true }));

const labelBudget = (...args: string[]) =>
  callTrainer([
    ...['label-budget', '--data', corpus.manifest, '--out', out, '--cache', join(corpus.folder, 'cache')],
    ...['--from', `small=${model}`, '--steps', '4', ...args],
  ]);
const json = async (name: string) => JSON.parse(await readFile(join(out, name), 'utf8'));
const results = async () => (await readFile(join(out, 'results.jsonl'), 'utf8')).trimEnd().split('\n');

describe('label-budget', () => {
  it('measures every network on every budget, and goes on with more of each', async () => {
    const first = await labelBudget('--budgets', '1', '--seeds', '1');
    expect(first).toMatchObject({ code: 0 });
    const done = await results();
    expect(done).toHaveLength(2);

    const more = await labelBudget('--budgets', '1,all', '--seeds', '1', '--fine-tune');
    expect(more).toMatchObject({ code: 0 });
    expect((await results()).slice(0, 2)).toEqual(done);
    const { summaries, settings, test } = await json('label-budget.json');
    expect(
      summaries.map(({ contender, budgetSeconds, seeds }: never) => [contender, budgetSeconds, seeds]),
    ).toEqual(
      ['small fine-tuned', 'small readout', 'vanilla-conv from scratch'].flatMap((name) => [
        [name, 1, 1],
        [name, null, 1],
      ]),
    );
    expect(test).toMatchObject({ recordings: 2, seconds: 8 });
    expect(settings).toEqual(await json('run.json'));
    expect(settings).toMatchObject({ data: [corpus.manifest], steps: 4, background: 'noise' });
  });

  it('leaves results of another question alone', async () => {
    const before = [await results(), await json('run.json')];
    const { code, stderr } = await labelBudget('--budgets', '1', '--seeds', '1', '--stretch', '1');
    expect(code).toBe(1);
    expect(stderr).toContain(
      `${out} holds the results of another label budget: stretchSeconds: 3 there, 1 now`,
    );
    expect([await results(), await json('run.json')]).toEqual(before);
  });
});
