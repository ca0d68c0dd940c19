import { z } from 'zod';
import { createAnnotation } from '../annotation.ts';
import { AnnotationError } from '../annotation-error.ts';
import { type AnnotationFormat, onlyAnnotation } from './annotation-format.ts';
import { parseJsonAs } from './json-text.ts';
import { labelledMark, labelledMarks } from './labelled-marks.ts';
import { roundedTimes } from './rounded-times.ts';
import { assertTier } from './tiers.ts';

/** Namespaces whose observations are segments with a text as value, and Scaper's, whose values hold one. */
const NAMESPACE = /^(?:(?:segment|tag)_|scaper$)/;
const WRITTEN_NAMESPACE = 'segment_open';

const schema = z.object({
  annotations: z.array(z.object({ namespace: z.string(), data: z.unknown() })),
  file_metadata: z.looseObject({}),
});

const observations = (value: z.ZodType<string>) =>
  z.array(z.object({ time: z.number(), duration: z.number(), value, confidence: z.number().nullish() }));
const texts = observations(z.string());
const scaperEvents = observations(z.object({ label: z.string() }).transform(({ label }) => label));

/**
 * JAMS: JSON with an annotation per namespace, and in it observations of time, duration, value and confidence.
 *
 * Annotations of the namespaces `segment_…`, `tag_…` and `scaper` are read, or of the one that the option `tier` names; the value is
 * the label, of Scaper the label in it. Segments are written as `segment_open`, or what the option says, with times in whole
 * nanoseconds. Sources: Humphrey et al., "JAMS: a JSON annotated music specification", ISMIR 2014; Salamon et al., "Scaper: a library
 * for soundscape synthesis and augmentation", WASPAA 2017.
 */
export const jams: AnnotationFormat = {
  title: 'JAMS',
  extensions: ['.jams'],
  precisionSeconds: 1e-9,
  keeps: ['confidence'],
  detect: (text) =>
    /^\uFEFF?\s*\{/.test(text) && text.includes('"file_metadata"') && text.includes('"namespace"'),
  parse(text, uri, options) {
    const { annotations } = parseJsonAs(text, uri, schema);
    const names = annotations.map(({ namespace }) => namespace);
    assertTier(options?.tier, names, uri);
    const isRead = (namespace: string) =>
      options?.tier === undefined ? NAMESPACE.test(namespace) : namespace === options.tier;
    if (names.length > 0 && !names.some(isRead)) {
      const found = [...new Set(names)].join(', ');
      const expectation = 'expected segment_…, tag_… or scaper. Choose the namespace';
      throw new AnnotationError(uri, `found the namespaces ${found}; ${expectation}`);
    }
    const marks = annotations.flatMap(({ namespace, data }, index) => {
      if (!isRead(namespace)) return [];
      const place = `annotations.${index}.data`;
      const parsed = (namespace === 'scaper' ? scaperEvents : texts).safeParse(data);
      if (!parsed.success) {
        const { path, message } = parsed.error.issues[0]!;
        throw new AnnotationError(uri, `${[place, ...path].join('.')}: ${message}`, { cause: parsed.error });
      }
      return parsed.data.map(({ time, duration, value, confidence }, observation) => {
        try {
          const end = Number((time + duration).toFixed(9));
          const label = value.trim();
          return labelledMark({ start: time, end, label, ...(confidence == null ? {} : { confidence }) });
        } catch (cause) {
          throw new AnnotationError(uri, `${place}.${observation}: ${(cause as RangeError).message}`, {
            cause,
          });
        }
      });
    });
    const segments = labelledMarks(marks, options?.onSkip);
    return [createAnnotation({ uri, kind: 'reference', segments })];
  },
  format(annotations, options) {
    const { uri, segments } = onlyAnnotation(annotations, jams.title);
    const lastEnd = segments.reduce((latest, { end }) => Math.max(latest, end), 0);
    const duration = options?.durationSeconds ?? lastEnd;
    const data = segments.map((segment) => {
      const { start, end } = roundedTimes(segment, 9, uri);
      const seconds = Number((end - start).toFixed(9));
      return { time: start, duration: seconds, value: segment.label, confidence: segment.confidence ?? null };
    });
    const value = {
      annotations: [
        {
          annotation_metadata: {
            curator: { name: '', email: '' },
            annotator: {},
            version: '',
            corpus: '',
            annotation_tools: '',
            annotation_rules: '',
            validation: '',
            data_source: '',
          },
          namespace: options?.tier ?? WRITTEN_NAMESPACE,
          data,
          sandbox: {},
          time: 0,
          duration,
        },
      ],
      file_metadata: { title: '', artist: '', release: '', duration, identifiers: {}, jams_version: '0.3.4' },
      sandbox: {},
    };
    return `${JSON.stringify(value, undefined, 2)}\n`;
  },
};
