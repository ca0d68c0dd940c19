import { z } from 'zod';
import { createAnnotation } from '../annotation.ts';
import { AnnotationError } from '../annotation-error.ts';
import type { AnnotationFormat } from './annotation-format.ts';
import { parseJsonAs } from './json-text.ts';
import { parseJson } from './json.ts';

/** The field that tells these files from other JSON; its value is the version. */
const FIELD = 'earmarkAnnotations';

const schema = z.object({
  [FIELD]: z.literal(1),
  annotations: z.array(
    z.object({
      uri: z.string(),
      kind: z.enum(['reference', 'hypothesis']),
      segments: z.array(
        z.object({
          start: z.number(),
          end: z.number(),
          label: z.string(),
          confidence: z.number().optional(),
          lowHz: z.number().optional(),
          highHz: z.number().optional(),
          note: z.string().optional(),
        }),
      ),
    }),
  ),
});

/**
 * JSON that keeps everything: `{ earmarkAnnotations: 1, annotations: [{ uri, kind, segments }] }`, with the fields of
 * `Annotation` and `Segment` and numbers as exact as they are. A classification, as `formatJson` writes it, is read too, as
 * a hypothesis.
 */
export const annotationJson: AnnotationFormat = {
  title: 'JSON',
  extensions: ['.json'],
  precisionSeconds: 0,
  keeps: ['name', 'confidence', 'frequencies', 'note', 'recordings', 'empty recordings', 'kind'],
  detect: (text) =>
    /^\uFEFF?\s*\{/.test(text) &&
    (text.includes(`"${FIELD}"`) || (text.includes('"durationSeconds"') && text.includes('"labels"'))),
  parse(text, uri) {
    if (!text.includes(`"${FIELD}"`)) {
      const { uri: recording, segments } = parseJson(text, uri);
      return [createAnnotation({ uri: recording, kind: 'hypothesis', segments })];
    }
    return parseJsonAs(text, uri, schema).annotations.map((annotation, index) => {
      try {
        return createAnnotation(annotation);
      } catch (cause) {
        throw new AnnotationError(uri, `annotations.${index}: ${(cause as AnnotationError).message}`, {
          cause,
        });
      }
    });
  },
  format: (annotations) => `${JSON.stringify({ [FIELD]: 1, annotations }, undefined, 2)}\n`,
};
