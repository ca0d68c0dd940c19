import type { FrameGrid } from '@earmark/dsp';
import { type Annotation, assertOneLabelAtATime } from './annotation.ts';
import { AnnotationError } from './annotation-error.ts';

/** The target of a frame that has no label: it counts neither in the loss nor in a metric. */
const NO_LABEL = -1;

/**
 * The label of every frame: the index in `labels` of the segment that covers the frame's centre
 * (start <= centre < end).
 *
 * @param frames how many frames the recording has; segments past the last frame are ignored.
 * @param background the label of time that no segment covers. Without it such frames get -1.
 * @returns Int8Array [frames] of values from -1 to `labels.length - 1`.
 * @throws AnnotationError where a segment has a label that is not in `labels`, or where segments with different
 *   labels overlap; RangeError where `background` is not in `labels` or there are more than 127 labels.
 * @example
 * // hop 10 ms, frame 25 ms: centres at 12.5, 22.5, 32.5 … ms; speech from 20 to 40 ms
 * frameTargets(annotation, grid, 5, ['noise', 'speech']) // [-1, 1, 1, -1, -1]
 */
export function frameTargets(
  annotation: Annotation,
  grid: FrameGrid,
  frames: number,
  labels: readonly string[],
  background?: string,
): Int8Array {
  if (labels.length > 127) throw new RangeError(`there are ${labels.length} labels; expected at most 127`);
  if (background !== undefined && !labels.includes(background)) {
    throw new RangeError(
      `the background is "${background}"; expected one of the labels: ${labels.join(', ')}`,
    );
  }
  assertOneLabelAtATime(annotation);

  const targets = new Int8Array(frames).fill(
    background === undefined ? NO_LABEL : labels.indexOf(background),
  );
  for (const { start, end, label } of annotation.segments) {
    const target = labels.indexOf(label);
    if (target < 0) {
      const expectation = `expected one of ${labels.join(', ')}`;
      throw new AnnotationError(
        annotation.uri,
        `the segment at ${start} s has the label "${label}"; ${expectation}`,
      );
    }
    let frame = Math.max(0, grid.frameAt(start));
    if (grid.centreSeconds(frame) < start) frame += 1;
    for (; frame < frames && grid.centreSeconds(frame) < end; frame += 1) targets[frame] = target;
  }
  return targets;
}
