import { createSegment, type Segment } from '../segment.ts';
import type { FormatOptions } from './annotation-format.ts';

/**
 * The segment of a mark in a file, or undefined for one that labels no time: a point (`end` = `start`), or a mark without a label.
 *
 * @throws RangeError as `createSegment`, for all else that is wrong with it.
 * @example labelledMark({ start: 1, end: 1, label: 'click' }) // undefined
 */
export function labelledMark(mark: Segment): Segment | undefined {
  const [isPoint, isNameless] = [mark.end === mark.start, mark.label === ''];
  const checked = createSegment({
    ...mark,
    end: isPoint ? mark.start + 1 : mark.end,
    label: isNameless ? '-' : mark.label,
  });
  return isPoint || isNameless ? undefined : checked;
}

/** The marks of a file that label a time; `onSkip` hears once how many others there are. */
export function labelledMarks(
  marks: readonly (Segment | undefined)[],
  onSkip: FormatOptions['onSkip'],
): Segment[] {
  const labelled = marks.filter((mark) => mark !== undefined);
  saySkipped(marks.length - labelled.length, marks.length, onSkip);
  return labelled;
}

/** Says how many of a file's marks label no time, if there are any. */
export function saySkipped(skipped: number, marks: number, onSkip: FormatOptions['onSkip']): void {
  if (skipped > 0) onSkip?.(`skipped ${skipped} of ${marks} marks, without a length or without a label`);
}
