import { concatenate } from '@earmark/dsp';
import { calibrate, fitIsotonicCurves, type Calibration } from './calibrate.ts';
import { fitTemperature, softmax } from './temperature.ts';

/** The calibration of a network, and what decided. */
export interface ChosenCalibration {
  /** Fitted on all recordings. */
  readonly calibration: Calibration;
  /** Mean squared distance of posteriors and truth on held-out recordings; null where it could not be found out. */
  readonly brierScores: { readonly temperature: number | null; readonly isotonic: number | null };
}

/** One validation recording: logits row-major [frames][labels], and the label index of every frame, -1 where it is unlabelled. */
interface Recording {
  readonly logits: Float32Array;
  readonly targets: ArrayLike<number>;
}

const FOLDS = 5;

/**
 * Chooses between a temperature alone and isotonic curves after it. Both are fitted on some validation recordings and judged on the
 * others, in 5 folds, by the Brier score (Brier 1950): curves fit their own frames better always, but are chosen only where they
 * help on recordings that they have not seen. The score is bounded, so one frame of probability 0 does not decide.
 *
 * It is a temperature where there are fewer than two labelled recordings, or a label is in too few of them to be judged.
 *
 * @param perRecordingLogits row-major [frames][labels], of temperature 1
 * @param perRecordingTargets label index of every frame, -1 where it is unlabelled
 * @throws RangeError when lengths do not match, a logit is not finite, a target is no label index, or no frame is labelled
 * @example chooseCalibration(logits, targets, ['noise', 'speech']).calibration // { temperature: 1.7 }
 */
export function chooseCalibration(
  perRecordingLogits: readonly Float32Array[],
  perRecordingTargets: readonly ArrayLike<number>[],
  labels: readonly string[],
): ChosenCalibration {
  if (perRecordingLogits.length !== perRecordingTargets.length) {
    throw new RangeError(
      `logits of ${perRecordingLogits.length} recordings, but targets of ${perRecordingTargets.length}: give both for each`,
    );
  }
  const classes = labels.length;
  const recordings = perRecordingLogits.map((logits, i): Recording => ({
    logits,
    targets: perRecordingTargets[i]!,
  }));
  for (const { logits, targets } of recordings) {
    if (logits.length !== targets.length * classes)
      throw new RangeError(`${logits.length} logits do not make ${targets.length} rows of ${classes} labels`);
  }
  const both = fitBoth(recordings, classes);
  const brierScores = crossValidate(recordings.filter(isLabelled), classes);
  const better =
    both.isotonic !== null &&
    brierScores.isotonic !== null &&
    brierScores.temperature !== null &&
    brierScores.isotonic < brierScores.temperature;
  return { calibration: better ? both.isotonic! : both.temperature, brierScores };
}

function fitBoth(recordings: readonly Recording[], classes: number) {
  const { logits, targets } = joined(recordings);
  const temperature = fitTemperature(logits, targets, classes);
  const isotonic = fitIsotonicCurves(softmax(logits, classes, temperature), targets, classes);
  return { temperature: { temperature }, isotonic: isotonic && { temperature, isotonic } };
}

function crossValidate(recordings: readonly Recording[], classes: number): ChosenCalibration['brierScores'] {
  const folds = Math.min(FOLDS, recordings.length);
  if (folds < 2) return { temperature: null, isotonic: null };
  const squares = { temperature: 0, isotonic: 0 as number | null };
  let frames = 0;
  for (let fold = 0; fold < folds; fold++) {
    const fitted = fitBoth(
      recordings.filter((_, i) => i % folds !== fold),
      classes,
    );
    const { logits, targets } = joined(recordings.filter((_, i) => i % folds === fold));
    const square = (calibration: Calibration) =>
      sumOfSquares(calibrate(logits, classes, calibration), targets, classes);
    squares.temperature += square(fitted.temperature);
    squares.isotonic =
      squares.isotonic === null || fitted.isotonic === null
        ? null
        : squares.isotonic + square(fitted.isotonic);
    frames += targets.filter((target) => target !== -1).length;
  }
  return {
    temperature: squares.temperature / frames,
    isotonic: squares.isotonic === null ? null : squares.isotonic / frames,
  };
}

/** Squared distance to the one-hot truth, summed over labelled frames and labels. */
function sumOfSquares(posteriors: Float32Array, targets: Int32Array, classes: number): number {
  let sum = 0;
  posteriors.forEach((posterior, i) => {
    const target = targets[Math.floor(i / classes)]!;
    if (target !== -1) sum += (posterior - (i % classes === target ? 1 : 0)) ** 2;
  });
  return sum;
}

function joined(recordings: readonly Recording[]) {
  return {
    logits: concatenate(recordings.map(({ logits }) => logits)),
    targets: Int32Array.from(recordings.flatMap(({ targets }) => Array.from(targets))),
  };
}

function isLabelled({ targets }: Recording): boolean {
  return Array.from(targets).some((target) => target !== -1);
}
