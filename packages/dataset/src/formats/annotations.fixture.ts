import fc from 'fast-check';
import { type Annotation, createAnnotation } from '../annotation.ts';

const line = fc
  .string({
    minLength: 1,
    maxLength: 12,
    unit: fc.constantFrom(...Array.from('aZé日😀,"\\;:= #\'{}&<>/-|0[]!')),
  })
  .map((text) => text.trim())
  .filter((text) => text !== '');

const optional = (max: number) => fc.option(fc.double({ min: 0, max, noNaN: true }), { nil: undefined });

/** Annotations of up to 20 segments, each at least a hundredth of a second long. */
export const annotations: fc.Arbitrary<Annotation> = fc
  .array(
    fc.record({
      start: fc.double({ min: 0, max: 90_000, noNaN: true }),
      duration: fc.double({ min: 0.01, max: 4000, noNaN: true }),
      label: line,
      confidence: optional(1),
      lowHz: optional(1000),
      rangeHz: optional(20_000),
      note: fc.option(line, { nil: undefined }),
    }),
    { maxLength: 20 },
  )
  .map((rows) =>
    createAnnotation({
      uri: 'a',
      kind: 'reference',
      segments: rows.map(({ start, duration, label: name, confidence, lowHz, rangeHz, note }) => ({
        start,
        end: start + duration,
        label: name,
        ...(confidence === undefined ? {} : { confidence }),
        ...(lowHz === undefined ? {} : { lowHz }),
        ...(rangeHz === undefined ? {} : { highHz: (lowHz ?? 0) + rangeHz }),
        ...(note === undefined ? {} : { note }),
      })),
    }),
  );

/** What is left of an annotation in a file that keeps only some fields of a segment, and so many decimals of times. */
export function kept(annotation: Annotation, keeps: readonly string[], decimals?: number): Annotation {
  const round = (value: number) => (decimals === undefined ? value : Number(value.toFixed(decimals)));
  const roundMicro = (value: number) => (decimals === 6 ? round(value) : value);
  return createAnnotation({
    ...annotation,
    segments: annotation.segments.map(({ start, end, label: name, confidence, lowHz, highHz, note }) => ({
      start: round(start),
      end: round(end),
      label: name,
      ...(keeps.includes('confidence') && confidence !== undefined
        ? { confidence: roundMicro(confidence) }
        : {}),
      ...(keeps.includes('frequencies') && lowHz !== undefined ? { lowHz: roundMicro(lowHz) } : {}),
      ...(keeps.includes('frequencies') && highHz !== undefined ? { highHz: roundMicro(highHz) } : {}),
      ...(keeps.includes('note') && note !== undefined ? { note } : {}),
    })),
  });
}
