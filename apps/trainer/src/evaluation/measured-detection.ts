import {
  confusionMatrix,
  countFalseAlarms,
  detectionErrorRate,
  matchEvents,
  type ConfusionMatrix,
  type DetectionErrors,
  type EventMatching,
  type FalseAlarms,
} from '@earmark/models';
import type { Detection } from './detection.ts';

/** Whole widths of the collars around the reference's boundaries, in pyannote's convention. */
export const COLLARS_SECONDS = [0, 0.25, 0.5] as const;
/** Onsets and offsets further apart belong to different events: wide enough to see large errors. */
const BOUNDARY_COLLAR_SECONDS = 1;

/** What one recording adds to the figures of many: all that is counted in it. */
export interface MeasuredDetection extends Pick<Detection, 'scores' | 'targets'> {
  /** Labelled frames: rows without and with the label in the reference, columns in the hypothesis. */
  readonly confusion: ConfusionMatrix;
  /** For each of `COLLARS_SECONDS`. */
  readonly errors: readonly DetectionErrors[];
  /** Events with onsets within 0.2 s. */
  readonly events: EventMatching;
  /** Events with onsets and offsets within a second. */
  readonly boundaries: EventMatching;
  readonly alarms: FalseAlarms;
}

/** Counts what is right and wrong in one recording. */
export function measureDetection(
  { scores, targets, called, reference, hypothesis, durationSeconds }: Detection,
  label: string,
): MeasuredDetection {
  const boundary = { label, collarSeconds: BOUNDARY_COLLAR_SECONDS, percentageOfLength: 0 };
  return {
    scores,
    targets,
    confusion: confusionMatrix(called, targets, 2),
    errors: COLLARS_SECONDS.map((collarSeconds) =>
      detectionErrorRate(reference, hypothesis, { label, durationSeconds, collarSeconds }),
    ),
    events: matchEvents(reference, hypothesis, { label }),
    boundaries: matchEvents(reference, hypothesis, boundary),
    alarms: countFalseAlarms(reference, hypothesis, { label, durationSeconds }),
  };
}

/** Whether the label occurs in the recording. */
export const holdsLabel = ({ confusion }: MeasuredDetection): boolean =>
  confusion[1]![0]! + confusion[1]![1]! > 0;

/** The confusion matrices of several recordings, added. */
export const sumConfusion = (recordings: readonly MeasuredDetection[]): ConfusionMatrix =>
  [0, 1].map((row) =>
    [0, 1].map((of) => recordings.reduce((sum, { confusion }) => sum + confusion[row]![of]!, 0)),
  );
