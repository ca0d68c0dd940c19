import type { Lecture } from './teacher.svelte.ts';

/** A point of the curve, in shares of its width and height, from the lower left. */
export interface CurvePoint {
  readonly x: number;
  readonly y: number;
  readonly labelledSeconds: number;
  readonly balancedAccuracy: number;
}

/** A learning curve as it is drawn. */
export interface LearningCurve {
  /** In the order of labelled seconds. */
  readonly points: readonly CurvePoint[];
  /** The end of the axis, in seconds. */
  readonly mostSeconds: number;
  /** Accuracy of guessing, and where it lies. */
  readonly chance: number;
}

/** Ends of axes that people read at a glance. */
const ROUND_SECONDS = [10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600];

/**
 * How well labels were found that the network had not seen, against how many seconds were labelled.
 *
 * @param lectures those without a measure are left out
 * @returns nothing where there is no point; accuracies run from 0 to 1 upwards
 * @example learningCurve([{ labelledSeconds: 5, balancedAccuracy: 0.8, labels: 2, … }])?.mostSeconds // 10
 */
export function learningCurve(lectures: readonly Lecture[]): LearningCurve | undefined {
  const measured = lectures
    .flatMap(({ labelledSeconds, balancedAccuracy }) =>
      balancedAccuracy === undefined ? [] : [{ labelledSeconds, balancedAccuracy }],
    )
    .sort((a, b) => a.labelledSeconds - b.labelledSeconds);
  const labels = lectures.at(-1)?.labels ?? 0;
  const furthest = measured.at(-1);
  if (!furthest || labels === 0) return undefined;
  const mostSeconds =
    ROUND_SECONDS.find((seconds) => seconds >= furthest.labelledSeconds) ??
    Math.ceil(furthest.labelledSeconds / 3600) * 3600;
  return {
    mostSeconds,
    chance: 1 / labels,
    points: measured.map((each) => ({
      ...each,
      x: each.labelledSeconds / mostSeconds,
      y: each.balancedAccuracy,
    })),
  };
}
