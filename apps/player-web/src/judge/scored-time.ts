import {
  type Annotation,
  assertOneLabelAtATime,
  createAnnotation,
  frameTargets,
  labelSeconds,
  mapLabels,
  type Segment,
} from '@earmark/dataset';
import type { Posteriors } from '@earmark/models';

/** The part of a recording on which a network can be judged: where a person said what is right. */
export interface ScoredTime {
  /** Segments with labels that the model knows; those of one label that touch are one. */
  readonly reference: readonly Segment[];
  /** Where the reference has any of these labels, whichever it is. */
  readonly labelled: readonly Segment[];
  /** The frames that count, ascending, and the label of each as its index in the track's labels. */
  readonly frames: Uint32Array;
  readonly targets: Uint8Array;
  /** How much time these frames stand for. */
  readonly seconds: number;
  /** Half the width of what is ignored around every boundary. */
  readonly collarSeconds: number;
  /** Labels that the model does not know, and how much time they take. */
  readonly leftOut: readonly { readonly label: string; readonly seconds: number }[];
}

/**
 * Finds the frames that have a reference. Time without a label, or with one that the model does not know, is ignored, and so is a
 * collar around each boundary.
 *
 * @param reference a person's segments, which may cover a part of the recording only
 * @param track what a network heard; its frames and labels count, not its posteriors
 * @param collarSeconds what is ignored on each side of a boundary
 * @throws AnnotationError where segments of different labels overlap
 * @example scoredTime([{ start: 2, end: 3, label: 'speech' }], track, 0).seconds // 1
 */
export function scoredTime(
  reference: readonly Segment[],
  track: Pick<Posteriors, 'frames' | 'grid' | 'labels'>,
  collarSeconds: number,
): ScoredTime {
  const { grid, labels } = track;
  const whole = annotationOf(reference);
  const known = knownPart(whole, labels);
  const targetOf = frameTargets(known, grid, track.frames, labels, { collarSeconds });

  const frames = new Uint32Array(targetOf.length);
  const targets = new Uint8Array(targetOf.length);
  let count = 0;
  targetOf.forEach((target, frame) => {
    if (target < 0) return;
    frames[count] = frame;
    targets[count++] = target;
  });
  return {
    reference: known.segments,
    labelled: mapLabels(known, { labelled: ['*'] }).segments,
    frames: frames.slice(0, count),
    targets: targets.slice(0, count),
    seconds: count * grid.hopSeconds,
    collarSeconds,
    leftOut: leftOutOf(whole, labels),
  };
}

/**
 * Why a reference can't judge: two of its labels claim one moment.
 *
 * @param labels those that count
 * @returns a sentence that names both segments; undefined where all is well
 * @example referenceProblem(reference, track.labels) // undefined
 */
export function referenceProblem(
  reference: readonly Segment[],
  labels: readonly string[],
): string | undefined {
  try {
    assertOneLabelAtATime(knownPart(annotationOf(reference), labels));
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

function annotationOf(segments: readonly Segment[]): Annotation {
  return createAnnotation({ uri: 'Your labels', kind: 'reference', segments });
}

function knownPart(whole: Annotation, labels: readonly string[]): Annotation {
  return mapLabels(whole, { ...Object.fromEntries(labels.map((name) => [name, [name]])), '-': ['*'] });
}

function leftOutOf(whole: Annotation, labels: readonly string[]): ScoredTime['leftOut'] {
  return Object.entries(labelSeconds(whole).perLabel)
    .filter(([label]) => !labels.includes(label))
    .map(([label, seconds]) => ({ label, seconds }));
}
