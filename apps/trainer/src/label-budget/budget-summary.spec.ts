import { describe, expect, it } from '@jest/globals';
import { summarizeBudgets } from './budget-summary.ts';

const result = (contender: string, budgetSeconds: number | null, seed: number, rocAuc: number) => ({
  ...{ contender, budgetSeconds, seed, rocAuc },
  ...{ labelledSeconds: budgetSeconds ?? 900, f1: 0.5, trainingSeconds: seed },
});

describe('summarizeBudgets', () => {
  it('gives mean and interval over the seeds, from the smallest budget to all labels', () => {
    const summaries = summarizeBudgets([
      result('lstm', null, 1, 0.95),
      result('lstm', 60, 1, 0.9),
      result('lstm', 60, 2, 0.92),
      result('lstm', 60, 3, 0.94),
      result('autoencoder', 5, 1, 0.7),
    ]);
    expect(summaries.map(({ contender, budgetSeconds }) => [contender, budgetSeconds])).toEqual([
      ['autoencoder', 5],
      ['lstm', 60],
      ['lstm', null],
    ]);
    const [single, three] = summaries;
    expect(single).toMatchObject({ mean: 0.7, halfWidth: null, seeds: 1 });
    expect(three).toMatchObject({ seeds: 3, lowest: 0.9, highest: 0.94, trainingSeconds: 2 });
    expect(three!.mean).toBeCloseTo(0.92, 12);
    // Student's t with two degrees of freedom: 4.303 × 0.02 / sqrt(3).
    expect(three!.halfWidth).toBeCloseTo(0.04969, 4);
  });
});
