import type { FrameGrid } from '@earmark/dsp';
import type { Annotation } from './annotation.ts';
import { firstFrameFrom, forCollars } from './boundary-frames.ts';
import { labelPieces } from './label-pieces.ts';
import { assertBackground, type FrameTargetOptions } from './targets.ts';

/** Which labels hold in every frame, any number at a time. */
export interface FrameTargetMatrix {
  /** Row-major [frames][labels]: 1 where the label holds, else 0. */
  readonly values: Uint8Array;
  /** [frames]: 1 where the frame counts neither in a loss nor in a metric. */
  readonly ignored: Uint8Array;
}

/**
 * The labels of every frame: those of all segments that cover the frame's centre (start <= centre < end).
 *
 * @param frames how many frames the recording has; segments past the last frame are ignored.
 * @param options.background the label of time that no segment covers; null: such time has no label and counts, as where every
 *   event was marked. Without it such frames are ignored.
 * @param options.collarSeconds frames this near to where any label begins or ends are ignored, as in `frameTargets`.
 * @throws AnnotationError where a segment has a label that is not in `labels`; RangeError where `background` is not in `labels` or
 *   the collar is no number of 0 or more.
 * @example
 * // hop 10 ms, frame 25 ms: centres at 12.5, 22.5, 32.5 ms; noise from 0 to 30 ms, speech from 20 to 30 ms
 * frameTargetMatrix(annotation, grid, 3, ['noise', 'speech']) // { values: [1, 0, 1, 1, 0, 0], ignored: [0, 0, 1] }
 */
export function frameTargetMatrix(
  annotation: Annotation,
  grid: FrameGrid,
  frames: number,
  labels: readonly string[],
  {
    background,
    collarSeconds = 0,
  }: Pick<FrameTargetOptions, 'collarSeconds'> & { readonly background?: string | null | undefined } = {},
): FrameTargetMatrix {
  assertBackground(background, labels);
  const values = new Uint8Array(frames * labels.length);
  const ignored = new Uint8Array(frames);
  const gap = typeof background === 'string' ? [labels.indexOf(background)] : [];
  const pieces = labelPieces(annotation, labels).map(({ start, active }) => ({
    start,
    active: active.length > 0 ? active : gap,
  }));
  const boundaries: number[] = [];
  pieces.forEach(({ start, active }, index) => {
    const from = firstFrameFrom(start, grid, frames);
    const to = firstFrameFrom(pieces[index + 1]?.start ?? Infinity, grid, frames);
    for (let frame = from; frame < to; frame++)
      for (const label of active) values[frame * labels.length + label] = 1;
    if (active.length === 0 && background === undefined) ignored.fill(1, from, to);
    if (index > 0 && active.join() !== pieces[index - 1]!.active.join()) boundaries.push(start);
  });
  forCollars(boundaries, collarSeconds, grid, frames, (from, to) => ignored.fill(1, from, to));
  return { values, ignored };
}
