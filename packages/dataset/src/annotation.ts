import { AnnotationError } from './annotation-error.ts';
import { createSegment, type Segment } from './segment.ts';

/** Who said it: a person (`reference`) or a network (`hypothesis`). */
export type AnnotationKind = 'reference' | 'hypothesis';

/** The labelled segments of one recording, sorted by start. Time that no segment covers has no label. */
export interface Annotation {
  /** Which recording, or which label file, this is. */
  readonly uri: string;
  readonly kind: AnnotationKind;
  readonly segments: readonly Segment[];
}

/** Seconds by which two segments may overlap without saying so: the last decimal of a label file. */
export const TOUCHING_SECONDS = 1e-6;

/**
 * Validates the segments and sorts them by start, then end, then label.
 *
 * Segments may overlap here, because label tracks on disk do; `assertOneLabelAtATime` refuses that.
 *
 * @throws AnnotationError naming `uri`, the segment (counted from 1) and its field, as `createSegment` says it.
 * @example
 * createAnnotation({ uri: 'a.flac', kind: 'reference', segments: [{ start: 0, end: 1, label: 'noise' }] })
 */
export function createAnnotation({ uri, kind, segments }: Annotation): Annotation {
  const checked = segments.map((segment, index) => {
    try {
      return createSegment(segment);
    } catch (cause) {
      throw new AnnotationError(uri, `segment ${index + 1}: ${(cause as RangeError).message}`, { cause });
    }
  });
  checked.sort((a, b) => a.start - b.start || a.end - b.end || compareText(a.label, b.label));
  return Object.freeze({ uri, kind, segments: Object.freeze(checked) });
}

/** All labels that the annotations use, sorted by code unit, each once. `[]` for no segments. */
export function labelsOf(annotations: Iterable<Annotation>): string[] {
  const labels = new Set<string>();
  for (const { segments } of annotations) for (const { label } of segments) labels.add(label);
  return [...labels].sort(compareText);
}

/**
 * Refuses an annotation in which two segments claim the same moment for different labels. An overlap of up to a
 * microsecond, the precision of a label file, is none.
 *
 * @throws AnnotationError naming both segments.
 */
export function assertOneLabelAtATime(annotation: Annotation): void {
  const furthest = new Map<string, Segment>();
  for (const segment of annotation.segments) {
    for (const earlier of furthest.values()) {
      if (earlier.label === segment.label || earlier.end - segment.start <= TOUCHING_SECONDS) continue;
      const [first, second] = [earlier, segment].map(
        ({ label, start, end }) => `"${label}" (${start} to ${end} s)`,
      );
      throw new AnnotationError(
        annotation.uri,
        `${first} and ${second} overlap; expected one label at a time. Move one of their boundaries`,
      );
    }
    const sameLabel = furthest.get(segment.label);
    if (!sameLabel || sameLabel.end < segment.end) furthest.set(segment.label, segment);
  }
}

/** By code unit, so that the order is the same in every locale. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
