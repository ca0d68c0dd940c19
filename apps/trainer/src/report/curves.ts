import { concatenate } from '@earmark/dsp';
import {
  column,
  detCurve,
  oneAgainstRest,
  outcomes,
  posteriorsOf,
  precisionRecallCurve,
  reliability,
  rocCurve,
  softmax,
  type Classifier,
  type ReliabilityBin,
} from '@earmark/models';
import { joinTargets, type HeardRecording } from '../held-out.ts';

/** A line to draw; `x` and `y` are equally long. */
export interface Curve {
  readonly name: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** What a page draws and the JSON beside it does not hold. */
export interface ReportCurves {
  /** True positive rate over false positive rate. */
  readonly roc: readonly Curve[];
  /** Miss rate over false alarm rate. */
  readonly det: readonly Curve[];
  /** Precision over recall. */
  readonly precisionRecall: readonly Curve[];
  /** Reliability of the posteriors before and after calibration. */
  readonly reliability: {
    readonly before: readonly ReliabilityBin[];
    readonly after: readonly ReliabilityBin[];
  };
}

/** The frames of held-out recordings, one recording after the other. */
export interface TestFrames {
  /** Posteriors as they are before calibration, row-major [frames][labels]. */
  readonly uncalibrated: Float32Array;
  /** Posteriors as the contract calibrates them, row-major [frames][labels]. */
  readonly calibrated: Float32Array;
  /** Energy of every frame in dB, see `frameEnergy`. */
  readonly energyDb: Float32Array;
  /** Label index of every frame, -1 where it is unlabelled. */
  readonly targets: ArrayLike<number>;
}

/** The curves of recordings that a network has heard, see {@link reportCurves}. */
export function heardCurves(
  classifier: Pick<Classifier, 'contract'>,
  heard: readonly HeardRecording[],
  positiveLabel: string,
): ReportCurves {
  const { labels } = classifier.contract;
  const logits = concatenate(heard.map((recording) => recording.logits));
  const frames: TestFrames = {
    uncalibrated: softmax(logits, labels.length),
    calibrated: posteriorsOf(logits, classifier).values,
    energyDb: concatenate(heard.map((recording) => recording.energyDb)),
    targets: joinTargets(heard),
  };
  return reportCurves(frames, labels, positiveLabel);
}

/**
 * The curves of held-out recordings: the network's for the positive label (for each label against the rest when there are more than
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
    det: rankings.map(({ name, scores, targets }) => {
      const { falseAlarmRate, missRate } = detCurve(scores, targets)!;
      return thinCurve({ name, x: falseAlarmRate, y: missRate }, DET_DISTANCE, logit);
    }),
    precisionRecall: rankings.map(({ name, scores, targets }) => {
      const { precision, recall } = precisionRecallCurve(scores, targets);
      return thinCurve({ name, x: recall, y: precision });
    }),
    reliability: { before: diagram(uncalibrated), after: diagram(calibrated) },
  };
}

/** The axes of a DET plot are stretched towards 0 and 1, nearly as logits are. */
const logit = (rate: number) => {
  const inside = Math.min(Math.max(rate, 1e-5), 1 - 1e-5);
  return Math.log(inside / (1 - inside));
};
const DET_DISTANCE = 1 / 40;

/**
 * Leaves out the points that no eye could part: those nearer than `distance` to the last one kept, on both axes. Ends are kept.
 *
 * @param place where a value lies on an axis, where that is not the value itself
 * @example thinCurve({ name: 'a', x: Float64Array.of(0, 0.001, 0.5, 1), y: Float64Array.of(0, 0, 1, 1) }).x // [0, 0.5, 1]
 */
export function thinCurve(
  { name, x, y }: Curve,
  distance = 1 / 400,
  place: (value: number) => number = (value) => value,
): Curve {
  const kept: number[] = [];
  const apart = (a: number, b: number) => Math.abs(place(a) - place(b));
  for (let i = 0; i < x.length; i++) {
    const last = kept.at(-1);
    const isFar = last === undefined || Math.max(apart(x[i]!, x[last]!), apart(y[i]!, y[last]!)) >= distance;
    if (isFar || i === x.length - 1) kept.push(i);
  }
  return { name, x: Float64Array.from(kept, (i) => x[i]!), y: Float64Array.from(kept, (i) => y[i]!) };
}
