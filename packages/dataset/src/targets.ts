import type { FrameGrid } from '@earmark/dsp';
import { type Annotation, assertOneLabelAtATime } from './annotation.ts';
import { firstFrameFrom, forCollars } from './boundary-frames.ts';
import { labelPieces } from './label-pieces.ts';

/** The target of a frame that has no label: it counts neither in the loss nor in a metric. */
const NO_LABEL = -1;

export interface FrameTargetOptions {
  /** The label of time that no segment covers. Without it such frames are ignored. */
  readonly background?: string | undefined;
  /** Frames whose centre is this near to a boundary, or nearer, are ignored: nobody hears to the millisecond where it lies. Default 0. */
  readonly collarSeconds?: number | undefined;
  /** All labels, each once: where segments overlap, the one that stands first here wins. Without it an overlap is refused. */
  readonly priority?: readonly string[] | undefined;
}

/**
 * The label of every frame: the index in `labels` of the segment that covers the frame's centre
 * (start <= centre < end).
 *
 * A boundary is a moment at which the target changes: neither two touching segments of one label make one, nor the end of a segment
 * under another that wins, nor the recording's own ends. Its collar is [boundary - collarSeconds, boundary + collarSeconds).
 *
 * @param frames how many frames the recording has; segments past the last frame are ignored.
 * @returns Int8Array [frames] of values from -1 (ignored) to `labels.length - 1`.
 * @throws AnnotationError where a segment has a label that is not in `labels`, or where segments with different
 *   labels overlap and there is no `priority`; RangeError where `background` is not in `labels`, `priority` does not hold every
 *   label once, the collar is no number of 0 or more, or there are more than 127 labels.
 * @example
 * // hop 10 ms, frame 25 ms: centres at 12.5, 22.5, 32.5 … ms; speech from 20 to 40 ms
 * frameTargets(annotation, grid, 5, ['noise', 'speech']) // [-1, 1, 1, -1, -1]
 * frameTargets(annotation, grid, 5, ['noise', 'speech'], { background: 'noise', collarSeconds: 0.005 }) // [0, -1, 1, -1, 0]
 */
export function frameTargets(
  annotation: Annotation,
  grid: FrameGrid,
  frames: number,
  labels: readonly string[],
  { background, collarSeconds = 0, priority }: FrameTargetOptions = {},
): Int8Array {
  if (labels.length > 127) throw new RangeError(`there are ${labels.length} labels; expected at most 127`);
  assertBackground(background, labels);
  if (!priority) assertOneLabelAtATime(annotation);
  const order = (priority ?? labels).map((label) => labels.indexOf(label));
  if (order.toSorted((a, b) => a - b).join() !== [...labels.keys()].join())
    throw new RangeError(
      `the priority is ${JSON.stringify(priority)}; expected each of ${labels.join(', ')} once`,
    );

  const gap = background === undefined ? NO_LABEL : labels.indexOf(background);
  const pieces = labelPieces(annotation, labels).map(({ start, active }) => ({
    start,
    target: order.find((label) => active.includes(label)) ?? gap,
  }));
  const targets = new Int8Array(frames);
  const boundaries: number[] = [];
  pieces.forEach(({ start, target }, index) => {
    const end = pieces[index + 1]?.start ?? Infinity;
    targets.fill(target, firstFrameFrom(start, grid, frames), firstFrameFrom(end, grid, frames));
    if (index > 0 && target !== pieces[index - 1]!.target) boundaries.push(start);
  });
  forCollars(boundaries, collarSeconds, grid, frames, (from, to) => targets.fill(NO_LABEL, from, to));
  return targets;
}

/** @throws RangeError where the background is not one of the labels. */
export function assertBackground(background: string | null | undefined, labels: readonly string[]): void {
  if (background === undefined || background === null || labels.includes(background)) return;
  throw new RangeError(`the background is "${background}"; expected one of the labels: ${labels.join(', ')}`);
}
