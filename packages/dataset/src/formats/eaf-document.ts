import { SaxesParser } from 'saxes';
import { AnnotationError } from '../annotation-error.ts';

/** An annotation with times of its own. */
export interface EafAnnotation {
  readonly tier: string;
  /** The names of the time slots where it begins and ends. */
  readonly slots: readonly [string, string];
  readonly value: string;
  readonly line: number;
}

/** What an EAF document says about labels; elements that don't are skipped. */
export interface EafDocument {
  readonly annotations: readonly EafAnnotation[];
  /** Milliseconds, in the order of the file; undefined for a slot that nobody aligned. */
  readonly slots: ReadonlyMap<string, number | undefined>;
  /** Tiers in the order of the file: what annotations in them have times of their own, or only refer to others. */
  readonly tiers: ReadonlyMap<string, { readonly hasTimes: boolean; readonly hasReferences: boolean }>;
}

/**
 * Reads the XML of ELAN. Nothing is fetched, and entities that a document defines are not known: they are errors.
 *
 * @throws AnnotationError naming `uri` and line: XML that is not well-formed, another document, attributes that are missing.
 */
export function parseEafDocument(text: string, uri: string): EafDocument {
  const annotations: EafAnnotation[] = [];
  const slots = new Map<string, number | undefined>();
  const tiers = new Map<string, { hasTimes: boolean; hasReferences: boolean }>();
  const parser = new SaxesParser();
  let root: string | undefined;
  let tier: string | undefined;
  let current: { slots: [string, string]; line: number } | undefined;
  let value: string | undefined;

  const fail = (problem: string): never => {
    throw new AnnotationError(uri, problem, { line: parser.line });
  };
  const required = (attributes: Record<string, string>, element: string, name: string): string =>
    attributes[name] ?? fail(`an element ${element} has no ${name}; expected one`);

  parser.on('error', ({ message }) => fail(`not XML: ${message.replace(/^[\d:]+ /, '')}`));
  parser.on('opentag', ({ name, attributes }) => {
    if (root === undefined && name !== 'ANNOTATION_DOCUMENT')
      fail(`the document is ${JSON.stringify(name.slice(0, 80))}; expected ANNOTATION_DOCUMENT`);
    root ??= name;
    if (name === 'HEADER' && (attributes['TIME_UNITS'] ?? 'milliseconds') !== 'milliseconds')
      fail(`TIME_UNITS is ${JSON.stringify(attributes['TIME_UNITS'])}; expected milliseconds`);
    if (name === 'TIME_SLOT') {
      const time = attributes['TIME_VALUE'];
      if (time !== undefined && !/^\d{1,15}$/.test(time))
        fail(`TIME_VALUE is ${JSON.stringify(time)}; expected whole milliseconds, 0 or more`);
      slots.set(required(attributes, name, 'TIME_SLOT_ID'), time === undefined ? undefined : Number(time));
    }
    if (name === 'TIER') {
      tier = required(attributes, name, 'TIER_ID');
      tiers.set(tier, tiers.get(tier) ?? { hasTimes: false, hasReferences: false });
    }
    if (name === 'ALIGNABLE_ANNOTATION') {
      if (tier === undefined) return fail('an annotation is in no TIER; expected one around it');
      tiers.get(tier)!.hasTimes = true;
      const ends = ['TIME_SLOT_REF1', 'TIME_SLOT_REF2'].map((end) => required(attributes, name, end));
      current = { slots: ends as [string, string], line: parser.line };
    }
    if (name === 'REF_ANNOTATION' && tier !== undefined) tiers.get(tier)!.hasReferences = true;
    if (name === 'ANNOTATION_VALUE' && current) value = '';
  });
  parser.on('text', (piece) => {
    if (value !== undefined) value += piece;
  });
  parser.on('cdata', (piece) => {
    if (value !== undefined) value += piece;
  });
  parser.on('closetag', ({ name }) => {
    if (name === 'TIER') tier = undefined;
    if (name !== 'ALIGNABLE_ANNOTATION') return;
    if (tier !== undefined && current) annotations.push({ tier, ...current, value: value ?? '' });
    current = value = undefined;
  });
  parser.write(text).close();
  return { annotations, slots, tiers };
}
