import type { FrameGrid } from '@earmark/dsp';

/** The first frame whose centre is at `seconds` or later: from 0 to `frames`. */
export function firstFrameFrom(seconds: number, grid: FrameGrid, frames: number): number {
  if (seconds > grid.centreSeconds(frames)) return frames;
  const nearest = grid.frameAt(seconds);
  return Math.min(frames, Math.max(0, grid.centreSeconds(nearest) < seconds ? nearest + 1 : nearest));
}

/**
 * Hands out the frames of a collar around each of some moments: those whose centre is in [seconds - collar, seconds + collar).
 * The recording's own ends are no boundaries.
 *
 * @throws RangeError where the collar is no number of 0 or more.
 */
export function forCollars(
  boundaries: readonly number[],
  collarSeconds: number,
  grid: FrameGrid,
  frames: number,
  ignore: (from: number, to: number) => void,
): void {
  if (!(collarSeconds >= 0 && collarSeconds < Infinity))
    throw new RangeError(`collarSeconds is ${collarSeconds}; expected seconds, 0 or more`);
  const recordingEnd = grid.samplesFor(frames) / grid.sampleRate;
  for (const seconds of boundaries) {
    if (seconds <= 0 || seconds >= recordingEnd) continue;
    ignore(
      firstFrameFrom(seconds - collarSeconds, grid, frames),
      firstFrameFrom(seconds + collarSeconds, grid, frames),
    );
  }
}
