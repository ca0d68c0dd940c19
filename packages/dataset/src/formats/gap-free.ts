import { type Annotation, assertOneLabelAtATime, TOUCHING_SECONDS } from '../annotation.ts';
import { AnnotationError } from '../annotation-error.ts';

/** A stretch of time with its label; each begins where the last one ended. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  /** Whether no segment is there, so that it has the background's label. */
  readonly isGap: boolean;
}

/**
 * The labels of a recording from 0 to its last label's end, for formats in which every moment has one. Where segments of the same
 * label overlap, the later begins at the earlier's end.
 *
 * @param background the label of gaps.
 * @throws AnnotationError where labels overlap, or there is a gap and no background.
 */
export function gapFree(annotation: Annotation, background: string | undefined): Stretch[] {
  assertOneLabelAtATime(annotation);
  const stretches: Stretch[] = [];
  let cursor = 0;
  for (const { start, end, label } of annotation.segments) {
    if (end <= cursor) continue;
    if (start - cursor > TOUCHING_SECONDS) {
      if (background === undefined) {
        const expectation =
          'expected a label at every moment, as this format has no gaps. Say which is the background';
        throw new AnnotationError(
          annotation.uri,
          `nothing is labelled from ${cursor} to ${start} s; ${expectation}`,
        );
      }
      stretches.push({ start: cursor, end: start, label: background, isGap: true });
      cursor = start;
    }
    stretches.push({ start: cursor, end, label, isGap: false });
    cursor = end;
  }
  return stretches;
}
