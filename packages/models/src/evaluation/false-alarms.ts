import type { Segment } from '@earmark/dataset';

/** The false alarms of one recording. */
export interface FalseAlarms {
  readonly falseAlarms: number;
  /** How long it was listened to. */
  readonly durationSeconds: number;
}

/**
 * Counts the segments of the hypothesis that have nothing to do with the reference: those that share no time with any of its segments of that
 * label. One that begins where the reference ends is such a false alarm.
 *
 * @throws RangeError when the duration is not above 0
 * @example countFalseAlarms([], [{ start: 1, end: 2, label: 'speech' }], { label: 'speech', durationSeconds: 60 }).falseAlarms // 1
 */
export function countFalseAlarms(
  reference: readonly Segment[],
  hypothesis: readonly Segment[],
  { label, durationSeconds }: { readonly label: string; readonly durationSeconds: number },
): FalseAlarms {
  if (!(durationSeconds > 0 && durationSeconds < Infinity))
    throw new RangeError(`the duration is ${durationSeconds}, expected seconds above 0`);
  const events = reference.filter((segment) => segment.label === label);
  const alarms = hypothesis.filter(
    (segment) =>
      segment.label === label && !events.some(({ start, end }) => start < segment.end && segment.start < end),
  );
  return { falseAlarms: alarms.length, durationSeconds };
}

/**
 * False alarms per hour of recording, over all recordings together.
 *
 * @returns 0 or more; null where there are no recordings
 * @example falseAlarmsPerHour([{ falseAlarms: 1, durationSeconds: 60 }]) // 60
 */
export function falseAlarmsPerHour(recordings: readonly FalseAlarms[]): number | null {
  const sum = (each: (recording: FalseAlarms) => number) =>
    recordings.reduce((total, recording) => total + each(recording), 0);
  const hours = sum(({ durationSeconds }) => durationSeconds) / 3600;
  return hours > 0 ? sum(({ falseAlarms }) => falseAlarms) / hours : null;
}
