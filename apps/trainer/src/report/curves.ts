import {
  column,
  oneAgainstRest,
  outcomes,
  precisionRecallCurve,
  reliability,
  rocCurve,
  type ReliabilityBin,
} from '@earmark/models';

/** A line to draw; `x` and `y` are equally long. */
export interface Curve {
  readonly name: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** What `report.html` draws and `report.json` does not hold. */
export interface ReportCurves {
  /** True positive rate over false positive rate. */
  readonly roc: readonly Curve[];
  /** Precision over recall. */
  readonly precisionRecall: readonly Curve[];
  /** Reliability of the posteriors before and after temperature scaling. */
  readonly reliability: {
    readonly before: readonly ReliabilityBin[];
    readonly after: readonly ReliabilityBin[];
  };
}

/** The frames of the test split, one recording after the other. */
export interface TestFrames {
  /** Posteriors at temperature 1, row-major [frames][labels]. */
  readonly uncalibrated: Float32Array;
  /** Posteriors at the fitted temperature, row-major [frames][labels]. */
  readonly calibrated: Float32Array;
  /** Energy of every frame in dB, see `frameEnergy`. */
  readonly energyDb: Float32Array;
  /** Label index of every frame, -1 where it is unlabelled. */
  readonly targets: ArrayLike<number>;
}

/**
 * The curves of the test split: the network's for the positive label (for each label against the rest when there are more than
 * two), and the energy floor's. A curve that is undefined, as one label only occurs, is left out.
 *
 * @throws RangeError when lengths do not match
 * @example reportCurves(frames, ['noise', 'speech'], 'speech').roc.map(({ name }) => name) // ['network', 'energy floor']
 */
export function reportCurves(
  frames: TestFrames,
  labels: readonly string[],
  positiveLabel: string,
): ReportCurves {
  const { uncalibrated, calibrated, energyDb, targets } = frames;
  const shown = labels.length === 2 ? [positiveLabel] : labels;
  const rankings = [
    ...shown.map((label) => {
      const index = labels.indexOf(label);
      const name = labels.length === 2 ? 'network' : label;
      return { name, ...oneAgainstRest(column(calibrated, labels.length, index), targets, index) };
    }),
    { name: 'energy floor', ...oneAgainstRest(energyDb, targets, labels.indexOf(positiveLabel)) },
  ].filter((ranking) => ranking.targets.includes(1) && ranking.targets.includes(0));

  const diagram = (posteriors: Float32Array) => {
    const { confidences, correct } = outcomes(posteriors, targets, labels.length);
    return reliability(confidences, correct);
  };
  return {
    roc: rankings.map(({ name, scores, targets }) => {
      const { falsePositiveRate, truePositiveRate } = rocCurve(scores, targets);
      return thinCurve({ name, x: falsePositiveRate, y: truePositiveRate });
    }),
    precisionRecall: rankings.map(({ name, scores, targets }) => {
      const { precision, recall } = precisionRecallCurve(scores, targets);
      return thinCurve({ name, x: recall, y: precision });
    }),
    reliability: { before: diagram(uncalibrated), after: diagram(calibrated) },
  };
}

/**
 * Leaves out the points that no eye could part: those nearer than `distance` to the last one kept, on both axes. Ends are kept.
 *
 * @example thinCurve({ name: 'a', x: Float64Array.of(0, 0.001, 0.5, 1), y: Float64Array.of(0, 0, 1, 1) }).x // [0, 0.5, 1]
 */
export function thinCurve({ name, x, y }: Curve, distance = 1 / 400): Curve {
  const kept: number[] = [];
  for (let i = 0; i < x.length; i++) {
    const last = kept.at(-1);
    const isFar =
      last === undefined || Math.max(Math.abs(x[i]! - x[last]!), Math.abs(y[i]! - y[last]!)) >= distance;
    if (isFar || i === x.length - 1) kept.push(i);
  }
  return { name, x: Float64Array.from(kept, (i) => x[i]!), y: Float64Array.from(kept, (i) => y[i]!) };
}
