import {
  createAnnotation,
  formatAudacity,
  formatCsv,
  formatJson,
  type ClassificationJson,
} from '@earmark/dataset';
import { column } from '../evaluation/one-against-rest.ts';
import type { Classification } from './classify.ts';

/** The formats that a classification is printed, written and answered in. */
export const classificationFormats = ['audacity', 'csv', 'json'] as const;
export type ClassificationFormat = (typeof classificationFormats)[number];

/**
 * A classification as plain JSON.
 *
 * @param uri names the recording
 * @param withPosteriors adds every label's posterior at every frame
 * @example classificationJson('talk.wav', heard).segments // [{ start: 0, end: 1.2, label: 'noise', confidence: 0.98 }, …]
 */
export function classificationJson(
  uri: string,
  { durationSeconds, segments, posteriors }: Classification,
  withPosteriors = false,
): ClassificationJson {
  const { labels, grid } = posteriors;
  const heard = { uri, durationSeconds, labels, segments };
  if (!withPosteriors) return heard;
  const { hopSeconds, firstCentreSeconds } = grid;
  const values = Object.fromEntries(
    labels.map((label, index) => [label, [...column(posteriors.values, labels.length, index)]]),
  );
  return { ...heard, posteriors: { hopSeconds, firstCentreSeconds, values } };
}

/**
 * A classification as text: an Audacity label track, CSV, or JSON.
 *
 * @example formatClassification(classificationJson('talk.wav', heard), 'audacity') // '0.000000\t1.200000\tnoise\n…'
 */
export function formatClassification(value: ClassificationJson, format: ClassificationFormat): string {
  if (format === 'json') return formatJson(value);
  const annotation = createAnnotation({ uri: value.uri, kind: 'hypothesis', segments: value.segments });
  return format === 'csv' ? formatCsv(annotation) : formatAudacity(annotation);
}
