import { defaultRecipes } from '@earmark/models';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { drawBudget, renderBudgetPage, type BudgetReport } from './budget-page.ts';

const summary = (
  contender: string,
  budgetSeconds: number | null,
  mean: number,
  halfWidth: number | null,
) => ({
  ...{ contender, budgetSeconds, mean, halfWidth, labelledSeconds: budgetSeconds ?? 900, seeds: 3 },
  ...{ lowest: mean - 0.02, highest: mean + 0.02, trainingSeconds: 2 },
});

const report: BudgetReport = {
  ...{ title: 'Label budget', command: 'label-budget', positiveLabel: 'bird' },
  settings: {
    ...{ data: ['/birds'], corpus: {}, background: 'noise', recordingsHash: 'ab', featuresHash: 'cd' },
    ...{ steps: 600, stretchSeconds: 3, backend: 'wasm', versions: {} },
    contenders: { scratch: { recipe: defaultRecipes.lstm } },
  },
  test: { recordings: 2, seconds: 8 },
  summaries: ['scratch', 'readout'].flatMap((name) => [
    summary(name, 5, 0.8, 0.03),
    summary(name, 60, 0.9, 0.02),
    summary(name, null, 0.95, null),
  ]),
  floors: [{ name: 'always positive', rocAuc: 0.5 }],
};

afterEach(() => {
  jest.restoreAllMocks();
});

describe('drawBudget', () => {
  it('names every network once, and draws without a warning', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    const svg = await drawBudget(report);
    expect(warn).not.toHaveBeenCalled();
    for (const name of ['scratch', 'readout']) expect(svg.split(`>${name}</text>`)).toHaveLength(2);
    expect(svg).toContain('always positive');
  });
});

describe('renderBudgetPage', () => {
  it('holds the figures of the drawing, and fetches nothing', async () => {
    const page = await renderBudgetPage(report);
    expect(page).toContain('<svg');
    for (const cell of ['5 s', '60 s', 'all', '± 0.030', '0.780 to 0.820']) expect(page).toContain(cell);
    expect(page).not.toMatch(/(?:src|href)="(?!data:)/);
  });
});
