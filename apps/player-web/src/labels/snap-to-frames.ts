import type { FrameGrid } from '@earmark/dsp';

/**
 * The moment nearest to a time at which one frame hands over to the next, or an end of the recording. What is there already stays.
 *
 * @param durationSeconds length of the recording; times beyond its ends come to the ends
 * @returns seconds in [0, durationSeconds]
 * @example snapToFrame(0.02, new FrameGrid({ sampleRate: 16000, frameLength: 400, hopLength: 160 }), 10) // 0.0175
 */
export function snapToFrame(seconds: number, grid: FrameGrid, durationSeconds: number): number {
  const within = Math.min(Math.max(seconds, 0), durationSeconds);
  const boundary = grid.boundarySeconds(grid.frameAt(within + grid.hopSeconds / 2));
  const places = [boundary, 0, durationSeconds].filter((place) => place >= 0 && place <= durationSeconds);
  return places.reduce((best, place) => (Math.abs(place - within) < Math.abs(best - within) ? place : best));
}

/**
 * A stretch between two such moments, in whichever order they were given; at least a frame long, so that a small slip is no empty segment.
 *
 * @returns undefined where the recording is too short for one
 */
export function snapSpan(
  from: number,
  to: number,
  grid: FrameGrid,
  durationSeconds: number,
): { readonly start: number; readonly end: number } | undefined {
  const snap = (seconds: number) => snapToFrame(seconds, grid, durationSeconds);
  const [start, end] = [snap(Math.min(from, to)), snap(Math.max(from, to))];
  if (end > start) return { start, end };
  // Both ends came to the same moment: the frame after it, or, at the end of the recording, the one before.
  const later = snap(start + grid.hopSeconds);
  if (later > start) return { start, end: later };
  const earlier = snap(end - grid.hopSeconds);
  return earlier < end ? { start: earlier, end } : undefined;
}
