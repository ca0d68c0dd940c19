import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultRecipes } from '@earmark/models';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { takeUpBudget, type BudgetSettings } from './budget-settings.ts';

const scratch = { recipe: defaultRecipes['vanilla-conv'] };
const settings: BudgetSettings = {
  ...{ data: ['/birds'], corpus: {}, background: 'noise', recordingsHash: 'ab', featuresHash: 'cd' },
  ...{ steps: 600, stretchSeconds: 3, backend: 'wasm', versions: { node: '22' } },
  contenders: { 'vanilla-conv from scratch': scratch },
};

describe('takeUpBudget', () => {
  let folder: string;
  const written = async () => JSON.parse(await readFile(join(folder, 'run.json'), 'utf8'));
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'earmark-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('takes up what is the same, and keeps the contenders of all calls', async () => {
    await takeUpBudget(folder, settings);
    expect(await written()).toEqual(settings);
    await takeUpBudget(folder, settings);
    const readout = { 'lstm readout': { weightsHash: 'ef' } };
    await takeUpBudget(folder, { ...settings, contenders: readout });
    const contenders = { ...settings.contenders, ...readout };
    expect(await takeUpBudget(folder, settings)).toEqual({ ...settings, contenders });
    expect(await written()).toEqual({ ...settings, contenders });
  });

  it.each<[string, Partial<BudgetSettings>, string]>([
    ['another corpus', { data: ['/cats'] }, 'data: ["/birds"] there, ["/cats"] now'],
    [
      'other rows',
      { corpus: { only: { kind: ['rain'] } } },
      'corpus.only: nothing there, {"kind":["rain"]} now',
    ],
    ['other steps', { steps: 300 }, 'steps: 600 there, 300 now'],
    [
      'another recipe under one name',
      { contenders: { 'vanilla-conv from scratch': { recipe: { ...scratch.recipe, batchSize: 9 } } } },
      'contenders.vanilla-conv from scratch.recipe.batchSize: 4 there, 9 now',
    ],
    [
      'weights under the name of a network from scratch',
      { contenders: { 'vanilla-conv from scratch': { ...scratch, weightsHash: 'ef' } } },
      'contenders.vanilla-conv from scratch.weightsHash: nothing there, "ef" now',
    ],
  ])('refuses %s, and leaves what is there', async (_, change, difference) => {
    await takeUpBudget(folder, settings);
    await expect(takeUpBudget(folder, { ...settings, ...change })).rejects.toThrow(
      `${folder} holds the results of another label budget: ${difference}. Take another --out`,
    );
    expect(await written()).toEqual(settings);
  });

  it('refuses results of which nobody says what they are', async () => {
    await writeFile(join(folder, 'results.jsonl'), '');
    await expect(takeUpBudget(folder, settings)).rejects.toThrow(
      /no run\.json that says of what: take another --out/,
    );
    await writeFile(join(folder, 'run.json'), '{"steps":600}');
    await expect(takeUpBudget(folder, settings)).rejects.toThrow(
      /run\.json does not say what a label budget/,
    );
  });
});
