import type { SoundSource } from '../sound/sound-source.ts';
import { formatTime } from '../timeline/time-axis.ts';

/** A recording as it is open here. */
export interface OpenRecording {
  readonly file: File;
  /** As it was offered, or the file's own name. */
  readonly name: string;
  readonly source: SoundSource;
}

/** Tells a person why a file is not there. */
export const cannotOpen =
  ({ name }: File) =>
  (cause: unknown): never => {
    throw new Error(`${name} can’t be opened. ${(cause as Error).message}`, { cause });
  };

/** Containers round, and guess where they can't know: that much less is nothing to speak of. */
const ROUNDING_SECONDS = 1;
const ROUNDING_SHARE = 0.01;

/**
 * Tells that a recording holds less than its file promises, as one does that was cut off in copying.
 *
 * @returns nothing where it holds what it promises
 * @example cutOffNotice(60, 31) // 'The file says that it lasts 1:00, but only 0:31 can be read: …'
 */
export function cutOffNotice(promisedSeconds: number, foundSeconds: number): string | undefined {
  const missing = promisedSeconds - foundSeconds;
  if (missing <= Math.max(ROUNDING_SECONDS, ROUNDING_SHARE * promisedSeconds)) return undefined;
  const [promised, found] = [promisedSeconds, foundSeconds].map((seconds) => formatTime(seconds));
  return `The file says that it lasts ${promised}, but only ${found} can be read: it may be damaged or cut off.`;
}
