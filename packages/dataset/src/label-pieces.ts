import type { Annotation } from './annotation.ts';
import { AnnotationError } from './annotation-error.ts';

/** A stretch in which the same labels hold: from `start` (seconds) to the start of the next piece. */
export interface LabelPiece {
  readonly start: number;
  /** Indices in the list of labels, ascending; empty where no segment is. */
  readonly active: readonly number[];
}

/**
 * Cuts a recording wherever a label begins or ends. Segments of one label that touch or overlap make no cut.
 *
 * @returns the first piece starts at 0, the last has no end.
 * @throws AnnotationError where a segment has a label that is not in `labels`.
 * @example
 * // noise from 0 to 2 s, speech from 1 to 3 s
 * labelPieces(annotation, ['noise', 'speech'])
 * // [{ start: 0, active: [0] }, { start: 1, active: [0, 1] }, { start: 2, active: [1] }, { start: 3, active: [] }]
 */
export function labelPieces({ uri, segments }: Annotation, labels: readonly string[]): LabelPiece[] {
  const changes = segments.flatMap(({ start, end, label }) => {
    const index = labels.indexOf(label);
    if (index < 0) {
      const expectation = `expected one of ${labels.join(', ')}`;
      throw new AnnotationError(uri, `the segment at ${start} s has the label "${label}"; ${expectation}`);
    }
    return [
      { seconds: start, index, step: 1 },
      { seconds: end, index, step: -1 },
    ];
  });
  changes.sort((a, b) => a.seconds - b.seconds);

  const open = new Uint32Array(labels.length);
  const pieces: LabelPiece[] = [{ start: 0, active: [] }];
  for (let at = 0; at < changes.length;) {
    const { seconds } = changes[at]!;
    for (; changes[at]?.seconds === seconds; at++) open[changes[at]!.index]! += changes[at]!.step;
    const active = [...labels.keys()].filter((index) => open[index]! > 0);
    if (seconds === 0) pieces.pop();
    if (pieces.at(-1)?.active.join() !== active.join()) pieces.push({ start: seconds, active });
  }
  return pieces;
}
