import type { Segment } from '@earmark/dataset';
import { joinClasses, type LabelClass, removeClass, renameClass } from './label-class.ts';

/** What a person said about one recording: the value that is edited, undone and saved. */
export interface LabelDocument {
  readonly classes: readonly LabelClass[];
  /** Sorted by start. */
  readonly segments: readonly Segment[];
}

/** Nothing said yet. */
export const emptyDocument: LabelDocument = { classes: [], segments: [] };

/** The document with other segments; their labels become classes. Unchanged segments are no new document. */
export function withSegments(document: LabelDocument, segments: readonly Segment[]): LabelDocument {
  if (segments === document.segments) return document;
  const classes = joinClasses(
    document.classes,
    segments.map(({ label }) => label),
  );
  return { classes, segments };
}

/**
 * Gives a class and all of its segments another name.
 *
 * @throws RangeError for a name that segments can't have, or that another class has
 */
export function renameLabel(document: LabelDocument, from: string, to: string): LabelDocument {
  const classes = renameClass(document.classes, from, to);
  if (classes === document.classes) return document;
  const label = to.trim();
  const segments = document.segments.map((one) =>
    one.label === from ? Object.freeze({ ...one, label }) : one,
  );
  return { classes, segments };
}

/** Takes a class away, and all of its segments. */
export function removeLabel(document: LabelDocument, name: string): LabelDocument {
  return {
    classes: removeClass(document.classes, name),
    segments: document.segments.filter(({ label }) => label !== name),
  };
}
