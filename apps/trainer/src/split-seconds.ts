import { labelSeconds, SPLITS } from '@earmark/dataset';
import type { Recording } from '@earmark/dataset/node';

/** How much of a corpus is in one split. */
export interface SplitSeconds {
  /** `train`, `valid`, `test`, or `none` for what no split has. */
  readonly split: string;
  readonly recordings: number;
  readonly seconds: number;
  readonly secondsPerLabel: Readonly<Record<string, number>>;
  /** Time that no label covers. */
  readonly unlabelledSeconds: number;
  /** Time that has several labels. */
  readonly overlappingSeconds: number;
}

/** Adds up the recordings of each split; splits without recordings are left out. */
export function splitSeconds(recordings: readonly Recording[]): SplitSeconds[] {
  return [...SPLITS, undefined].flatMap((split) => {
    const own = recordings.filter((recording) => recording.split === split);
    if (own.length === 0) return [];
    const secondsPerLabel: Record<string, number> = {};
    let unlabelledSeconds = 0;
    let overlappingSeconds = 0;
    for (const { annotation, durationSeconds } of own) {
      const { perLabel, labelled, overlapping } = labelSeconds(annotation);
      for (const [label, seconds] of Object.entries(perLabel))
        secondsPerLabel[label] = (secondsPerLabel[label] ?? 0) + seconds;
      unlabelledSeconds += Math.max(0, durationSeconds - labelled);
      overlappingSeconds += overlapping;
    }
    const seconds = own.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
    const recordingCount = own.length;
    return [
      {
        split: split ?? 'none',
        recordings: recordingCount,
        seconds,
        secondsPerLabel,
        unlabelledSeconds,
        overlappingSeconds,
      },
    ];
  });
}
