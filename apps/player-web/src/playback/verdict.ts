import type { Posteriors } from '@earmark/models';
import { certaintyInPercent, certaintyInWords } from './certainty.ts';

/** What the network hears at one moment. */
export interface Verdict {
  readonly label: string;
  /** Posterior of the label, in [0, 1]. */
  readonly posterior: number;
  readonly percent: string;
  readonly words: string;
}

/**
 * The likeliest label at a moment of the recording.
 *
 * @param seconds from the start of the recording; before the first and behind the last frame, that frame answers
 * @returns undefined where there are no frames
 * @example verdictAt(track, 1.5) // { label: 'speech', posterior: 0.97, percent: '97 %', words: 'almost certain' }
 */
export function verdictAt(
  { values, frames, labels, grid }: Posteriors,
  seconds: number,
): Verdict | undefined {
  if (frames === 0) return undefined;
  const frame = Math.min(frames - 1, Math.max(0, grid.frameAt(seconds)));
  const row = values.subarray(frame * labels.length, (frame + 1) * labels.length);
  const posterior = Math.max(...row);
  return {
    label: labels[row.indexOf(posterior)]!,
    posterior,
    percent: certaintyInPercent(posterior),
    words: certaintyInWords(posterior),
  };
}
