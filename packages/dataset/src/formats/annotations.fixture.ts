import fc from 'fast-check';
import { type Annotation, createAnnotation } from '../annotation.ts';

const label = fc
  .string({ minLength: 1, maxLength: 12, unit: fc.constantFrom(...Array.from('aZé,"\\;= #\'{}0')) })
  .map((text) => text.trim())
  .filter((text) => text !== '');

/** Annotations of up to 20 segments, each at least a millisecond long. */
export const annotations: fc.Arbitrary<Annotation> = fc
  .array(
    fc.record({
      start: fc.double({ min: 0, max: 90_000, noNaN: true }),
      duration: fc.double({ min: 0.001, max: 4000, noNaN: true }),
      label,
      confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
    }),
    { maxLength: 20 },
  )
  .map((rows) =>
    createAnnotation({
      uri: 'a',
      kind: 'reference',
      segments: rows.map(({ duration, ...row }) => ({ ...row, end: row.start + duration })),
    }),
  );

/** What is left of an annotation when times have six decimals. */
export function rounded(annotation: Annotation, keepsConfidence: boolean): Annotation {
  const round = (value: number) => Number(value.toFixed(6));
  return createAnnotation({
    ...annotation,
    segments: annotation.segments.map(({ start, end, label: name, confidence }) => ({
      start: round(start),
      end: round(end),
      label: name,
      ...(keepsConfidence && confidence !== undefined ? { confidence: round(confidence) } : {}),
    })),
  });
}
