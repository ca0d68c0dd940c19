import { readFileSync } from 'node:fs';

/** scikit-learn's values, made by tools/fixtures/sklearn_metrics.py. */
interface Golden {
  readonly rankings: readonly {
    readonly name: string;
    readonly scores: readonly number[];
    readonly targets: readonly number[];
    readonly rocAuc: number;
    readonly averagePrecision: number;
    readonly falsePositiveRate: readonly number[];
    readonly truePositiveRate: readonly number[];
    /** null stands for Infinity. */
    readonly rocThreshold: readonly (number | null)[];
    readonly precision: readonly number[];
    readonly recall: readonly number[];
    readonly bestF1: number;
    readonly bestThreshold: number;
    /** Rising false alarms; null stands for Infinity. */
    readonly det: {
      readonly falseAlarmRate: readonly number[];
      readonly missRate: readonly number[];
      readonly threshold: readonly (number | null)[];
    };
    readonly equalErrorRate: number;
    readonly truePositiveRates: readonly { readonly at: number; readonly rate: number }[];
    readonly thresholdsAtRecall: readonly { readonly recall: number; readonly threshold: number }[];
  }[];
  readonly labellings: readonly {
    readonly name: string;
    readonly classes: number;
    readonly predicted: readonly number[];
    readonly targets: readonly number[];
    readonly confusion: readonly (readonly number[])[];
    /** One per label; null stands for NaN. */
    readonly precision: readonly (number | null)[];
    readonly recall: readonly (number | null)[];
    readonly f1: readonly (number | null)[];
    readonly accuracy: number;
  }[];
  readonly reliabilities: readonly {
    readonly name: string;
    readonly bins: number;
    readonly confidences: readonly number[];
    readonly correct: readonly number[];
    readonly filledBins: readonly {
      readonly frames: number;
      readonly confidence: number;
      readonly accuracy: number;
    }[];
    readonly expectedCalibrationError: number;
  }[];
  readonly temperatures: readonly {
    readonly name: string;
    readonly classes: number;
    readonly logits: readonly number[];
    readonly targets: readonly number[];
    readonly temperature: number;
  }[];
  readonly isotonics: readonly {
    readonly name: string;
    readonly scores: readonly number[];
    readonly targets: readonly number[];
    readonly knots: readonly { readonly score: number; readonly probability: number }[];
    readonly probes: readonly number[];
    readonly probabilities: readonly number[];
  }[];
  readonly quantiles: readonly {
    readonly rising: readonly number[];
    readonly shares: readonly { readonly share: number; readonly value: number }[];
  }[];
}

const file = new URL('../../../../tools/fixtures/sklearn_metrics.json', import.meta.url);

export const golden = JSON.parse(readFileSync(file, 'utf8')) as Golden;

/** Asserts nothing itself: the largest absolute difference of two lists, Infinity where their lengths differ. */
export function largestDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Infinity;
  return Array.from(actual).reduce(
    (largest, value, i) => Math.max(largest, Math.abs(value - expected[i]!)),
    0,
  );
}
