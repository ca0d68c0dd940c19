import type { BudgetResult } from './budget-results.ts';

/** What the seeds of one contender and one budget came to. */
export interface BudgetSummary {
  readonly contender: string;
  readonly budgetSeconds: number | null;
  readonly labelledSeconds: number;
  readonly seeds: number;
  readonly mean: number;
  /** Half the width of the 95 % confidence interval of the mean, by Student's t; null for a single seed. */
  readonly halfWidth: number | null;
  readonly lowest: number;
  readonly highest: number;
  /** Median of a training, in seconds. */
  readonly trainingSeconds: number;
}

/** 97.5 % quantiles of Student's t for 1, 2, … degrees of freedom; beyond them the normal distribution's is near enough. */
const T_QUANTILES = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131,
  2.12, 2.11, 2.101, 2.093, 2.086,
];
const NORMAL_QUANTILE = 1.96;

/**
 * Sums up ROC-AUC over seeds, contender by contender, from the smallest budget to all labels.
 *
 * @example summarizeBudgets([{ contender: 'lstm', budgetSeconds: 60, rocAuc: 0.9, … }, { …, rocAuc: 0.92 }])[0].mean // 0.91
 */
export function summarizeBudgets(results: readonly BudgetResult[]): BudgetSummary[] {
  const groups = new Map<string, BudgetResult[]>();
  for (const result of results) {
    const key = `${result.contender}\n${result.budgetSeconds}`;
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()].map(summarize).sort(byContenderAndBudget);
}

function summarize(group: readonly BudgetResult[]): BudgetSummary {
  const { contender, budgetSeconds } = group[0]!;
  const values = group.map(({ rocAuc }) => rocAuc);
  const count = values.length;
  const mean = meanOf(values);
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (count - 1);
  const quantile = T_QUANTILES[count - 2] ?? NORMAL_QUANTILE;
  return {
    contender,
    budgetSeconds,
    labelledSeconds: meanOf(group.map(({ labelledSeconds }) => labelledSeconds)),
    seeds: count,
    mean,
    halfWidth: count > 1 ? quantile * Math.sqrt(variance / count) : null,
    lowest: Math.min(...values),
    highest: Math.max(...values),
    trainingSeconds: group.map(({ trainingSeconds }) => trainingSeconds).sort((a, b) => a - b)[count >> 1]!,
  };
}

const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

const byContenderAndBudget = (a: BudgetSummary, b: BudgetSummary) =>
  a.contender.localeCompare(b.contender) || (a.budgetSeconds ?? Infinity) - (b.budgetSeconds ?? Infinity);
