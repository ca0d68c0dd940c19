import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openResultLog, type BudgetResult } from './budget-results.ts';

const result: BudgetResult = {
  ...{ contender: 'lstm', budgetSeconds: 60, seed: 2, labelledSeconds: 60 },
  ...{ rocAuc: 0.9, f1: 0.8, trainingSeconds: 1.5 },
};

describe('openResultLog', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'earmark-'));
    path = join(folder, 'results.jsonl');
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('knows what is done after it was closed', async () => {
    const log = await openResultLog(path);
    expect(log.has(result)).toBe(false);
    await log.add(result);
    await log.add({ ...result, budgetSeconds: null });
    const again = await openResultLog(path);
    expect(again.results).toEqual([result, { ...result, budgetSeconds: null }]);
    expect(again.has(result)).toBe(true);
    expect(again.has({ ...result, seed: 3 })).toBe(false);
  });

  it('leaves out a last line that was cut off, and goes on after the others', async () => {
    const log = await openResultLog(path);
    await log.add(result);
    await appendFile(path, '{"contender":"ls');
    const again = await openResultLog(path);
    expect(again.results).toEqual([result]);
    await again.add({ ...result, seed: 3 });
    expect((await readFile(path, 'utf8')).trimEnd().split('\n')).toHaveLength(2);
  });

  it('names a line that is no result', async () => {
    await writeFile(path, '{"a":1}\n');
    await expect(openResultLog(path)).rejects.toThrow(/results\.jsonl, line 1: no result/);
  });
});
