import { z } from 'zod';
import { createAnnotation } from '../annotation.ts';
import { AnnotationError } from '../annotation-error.ts';
import type { Segment } from '../segment.ts';
import { parseJsonAs } from './json-text.ts';

/** A judged recording as JSON: what `classify` writes, the API answers and the player reads. */
export interface ClassificationJson {
  readonly uri: string;
  readonly durationSeconds: number;
  /** The labels that the network knows, in its order. */
  readonly labels: readonly string[];
  readonly segments: readonly Segment[];
  /** What the network said about every frame. */
  readonly posteriors?: {
    readonly hopSeconds: number;
    /** The time of frame 0's centre; frame t's is `firstCentreSeconds + t * hopSeconds`. */
    readonly firstCentreSeconds: number;
    /** For every label one probability (0..1) per frame. */
    readonly values: Readonly<Record<string, readonly number[]>>;
  };
}

const probability = z.number().min(0).max(1);

/** Schema of a `ClassificationJson`; what the parts must be to each other, `parseJson` checks. */
export const classificationSchema: z.ZodType<ClassificationJson> = z.object({
  uri: z.string(),
  durationSeconds: z.number().nonnegative(),
  labels: z
    .array(z.string().min(1))
    .refine((labels) => new Set(labels).size === labels.length, 'expected every label once'),
  segments: z.array(
    z.object({
      start: z.number().nonnegative(),
      end: z.number().nonnegative(),
      label: z.string(),
      confidence: probability.optional(),
      lowHz: z.number().nonnegative().optional(),
      highHz: z.number().nonnegative().optional(),
      note: z.string().optional(),
    }),
  ),
  posteriors: z
    .object({
      hopSeconds: z.number().positive(),
      firstCentreSeconds: z.number(),
      values: z.record(z.string(), z.array(probability)),
    })
    .optional(),
});

/** Seconds by which rounding may push a segment past the end. */
const ROUNDING_SECONDS = 1e-6;

/**
 * Reads a classification; its segments come back validated and sorted. Fields that it doesn't know are ignored.
 *
 * @param uri names the text in errors; usually the file's path.
 * @throws AnnotationError naming `uri`, the field, its value and what was expected: not JSON, a field of another
 *   shape, a segment with a label that is not in `labels` or past the end, posteriors that don't fit the labels.
 */
export function parseJson(text: string, uri: string): ClassificationJson {
  const value = parseJsonAs(text, uri, classificationSchema);
  const { segments } = createAnnotation({ uri, kind: 'hypothesis', segments: value.segments });
  for (const { start, end, label } of segments) {
    if (!value.labels.includes(label)) {
      const expectation = `expected one of labels (${value.labels.join(', ')})`;
      throw new AnnotationError(uri, `the segment at ${start} s has the label "${label}"; ${expectation}`);
    }
    if (end > value.durationSeconds + ROUNDING_SECONDS) {
      const expectation = `expected no more than durationSeconds, ${value.durationSeconds} s`;
      throw new AnnotationError(uri, `the segment at ${start} s ends at ${end} s; ${expectation}`);
    }
  }
  if (value.posteriors) checkPosteriors(value.posteriors.values, value.labels, uri);
  return { ...value, segments };
}

/**
 * Writes a classification: seconds, confidences and probabilities with up to six decimals, indented unless there
 * are posteriors (an hour has hundreds of thousands).
 *
 * @example formatJson({ uri: 'a.wav', durationSeconds: 1, labels: ['noise'], segments: [] })
 */
export function formatJson(value: ClassificationJson): string {
  // Rounding the grid would move the last frame of an hour by several milliseconds.
  const exact = new Set(['hopSeconds', 'firstCentreSeconds']);
  const rounded = (key: string, field: unknown) =>
    typeof field === 'number' && !exact.has(key) ? Number(field.toFixed(6)) : field;
  return `${JSON.stringify(value, rounded, value.posteriors ? undefined : 2)}\n`;
}

function checkPosteriors(
  values: Readonly<Record<string, readonly number[]>>,
  labels: readonly string[],
  uri: string,
): void {
  const found = Object.keys(values);
  if (found.length !== labels.length || !labels.every((label) => found.includes(label))) {
    throw new AnnotationError(uri, `posteriors are for ${found.join(', ')}; expected ${labels.join(', ')}`);
  }
  const lengths = new Set(found.map((label) => values[label]?.length));
  if (lengths.size > 1) {
    throw new AnnotationError(
      uri,
      `posteriors have ${[...lengths].join(' and ')} frames; expected as many for each label`,
    );
  }
}
