import { z } from 'zod';
import { type Annotation, type AnnotationKind, createAnnotation } from '../annotation.ts';
import { AnnotationError } from '../annotation-error.ts';
import type { AnnotationFormat } from './annotation-format.ts';
import { labelledMark, saySkipped } from './labelled-marks.ts';
import { parseJsonAs } from './json-text.ts';

const result = z.looseObject({ type: z.string(), value: z.unknown(), score: z.number().nullish() });
const region = z.object({ start: z.number(), end: z.number(), labels: z.array(z.string()).min(1) });
const task = z.object({
  data: z.record(
    z.string(),
    z.unknown(),
    "expected a task's data; export from Label Studio as JSON, not JSON-MIN",
  ),
  annotations: z
    .array(
      z.object({
        result: z.array(result),
        was_cancelled: z.boolean().optional(),
        ground_truth: z.boolean().optional(),
      }),
    )
    .optional(),
  predictions: z.array(z.object({ result: z.array(result) })).optional(),
});
type Task = z.infer<typeof task>;

/**
 * Label Studio's JSON: a list of tasks, each with one recording in `data` and regions of the type `labels`.
 *
 * A task's annotation is the ground truth, else the first that was not cancelled; where nobody annotated, its first prediction
 * is read as a hypothesis. The recording is `data.audio`, else the first text in `data`. A region with several labels
 * gives a segment for each; a file whose regions are all of other types is an error. Hypotheses are written as predictions, with confidences as scores. Source: Label Studio
 * documentation, "Label Studio JSON format of annotated tasks".
 */
export const labelStudio: AnnotationFormat = {
  title: 'Label Studio JSON',
  extensions: ['.labelstudio.json'],
  precisionSeconds: 0,
  keeps: ['name', 'confidence', 'recordings', 'empty recordings', 'kind'],
  detect: (text) =>
    /^\uFEFF?\s*[[{]/.test(text) &&
    ((text.includes('"data"') && /"(?:annotations|predictions)"/.test(text) && text.includes('"result"')) ||
      // JSON-MIN, so that the error can say what is wrong.
      (['"labels"', '"start"', '"end"', '"id"'].every((field) => text.includes(field)) &&
        /^\uFEFF?\s*\[/.test(text))),
  parse(text, uri, options) {
    const isList = /^\uFEFF?\s*\[/.test(text);
    const tasks = isList ? parseJsonAs(text, uri, z.array(task)) : [parseJsonAs(text, uri, task)];
    const read = tasks.map((found, index) => annotationOf(found, isList ? `${index}.` : '', uri));
    const types = new Set(read.flatMap(({ types: found }) => found));
    if (types.size > 0 && !types.has('labels')) {
      const found = [...types].join(', ');
      throw new AnnotationError(uri, `found regions of type ${found}; expected some of type labels`);
    }
    const marks = read.reduce((sum, { markCount }) => sum + markCount, 0);
    const labelled = read.reduce((sum, { annotation }) => sum + annotation.segments.length, 0);
    saySkipped(marks - labelled, marks, options?.onSkip);
    return read.map(({ annotation }) => annotation);
  },
  format(annotations) {
    const tasks = annotations.map(({ uri, kind, segments }, index) => {
      const regions = segments.map(({ start, end, label, confidence }, segment) => ({
        id: `${index + 1}-${segment + 1}`,
        from_name: 'label',
        to_name: 'audio',
        type: 'labels',
        value: { start, end, channel: 0, labels: [label] },
        ...(confidence === undefined ? {} : { score: confidence }),
      }));
      const list = [{ result: regions }];
      return {
        id: index + 1,
        data: { audio: uri },
        annotations: kind === 'reference' ? list : [],
        predictions: kind === 'hypothesis' ? list : [],
      };
    });
    return `${JSON.stringify(tasks, undefined, 2)}\n`;
  },
};

/** What was read of a task: its annotation, of how many marks, and the types of its regions. */
interface ReadTask {
  readonly annotation: Annotation;
  readonly markCount: number;
  readonly types: readonly string[];
}

function annotationOf(
  { data, annotations = [], predictions = [] }: Task,
  place: string,
  uri: string,
): ReadTask {
  const recording = [data['audio'], ...Object.values(data)].find((value) => typeof value === 'string');
  if (recording === undefined) {
    throw new AnnotationError(uri, `${place}data: found no text; expected the recording, as in data.audio`);
  }
  const valid = annotations.filter(({ was_cancelled }) => !was_cancelled);
  const annotated = valid.find(({ ground_truth }) => ground_truth) ?? valid[0];
  const kind: AnnotationKind = annotated || predictions.length === 0 ? 'reference' : 'hypothesis';
  const regions = (annotated ?? predictions[0])?.result ?? [];
  const marks = regions.flatMap(({ type, value, score }, index) => {
    if (type !== 'labels') return [];
    const where = `${place}${kind === 'reference' ? 'annotations' : 'predictions'}, result ${index + 1}`;
    const parsed = region.safeParse(value);
    if (!parsed.success) {
      const { path, message } = parsed.error.issues[0]!;
      throw new AnnotationError(uri, `${where}: value.${path.join('.')}: ${message}`, {
        cause: parsed.error,
      });
    }
    const { start, end, labels } = parsed.data;
    try {
      return labels.map((label) =>
        labelledMark({ start, end, label: label.trim(), ...(score == null ? {} : { confidence: score }) }),
      );
    } catch (cause) {
      throw new AnnotationError(uri, `${where}: ${(cause as RangeError).message}`, { cause });
    }
  });
  const segments = marks.filter((mark) => mark !== undefined);
  return {
    annotation: createAnnotation({ uri: recording, kind, segments }),
    markCount: marks.length,
    types: regions.map(({ type }) => type),
  };
}
