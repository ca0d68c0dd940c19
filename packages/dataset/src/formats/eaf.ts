import { AnnotationError } from '../annotation-error.ts';
import { type Annotation, createAnnotation } from '../annotation.ts';
import type { Segment } from '../segment.ts';
import { type AnnotationFormat, onlyAnnotation } from './annotation-format.ts';
import { type EafDocument, parseEafDocument } from './eaf-document.ts';
import { labelledMark, labelledMarks } from './labelled-marks.ts';
import { roundedTimes } from './rounded-times.ts';
import { assertTier, intoTiers, tierName } from './tiers.ts';

/**
 * ELAN's annotation format (EAF, XML); times are whole milliseconds.
 *
 * All tiers whose annotations have times of their own are read, or the one that the option `tier` names; annotations without text
 * are no segments, and those that only refer to others (REF_ANNOTATION) are skipped. Time slots that nobody aligned lie evenly between
 * those that are, before and after them in the same tier, to the millisecond; without such neighbours they mark no time. Segments that don't overlap are written
 * to one tier, named by the option `tier` or "label"; others to as many as they need. Source: Max Planck Institute for
 * Psycholinguistics, "EAF: ELAN Annotation Format, schema version 3.0".
 */
export const eaf: AnnotationFormat = {
  title: 'ELAN EAF',
  extensions: ['.eaf'],
  precisionSeconds: 1e-3,
  keeps: [],
  detect: (text) => text.slice(0, 10_000).includes('<ANNOTATION_DOCUMENT'),
  parse(text, uri, options) {
    const document = parseEafDocument(text, uri);
    const { annotations, slots, tiers } = document;
    const timed = [...tiers].filter(([, { hasTimes }]) => hasTimes).map(([name]) => name);
    assertTier(options?.tier, timed.length > 0 ? timed : [...tiers.keys()], uri);
    const references = [...tiers].filter(([, { hasReferences }]) => hasReferences).map(([name]) => name);
    if (timed.length === 0 && references.length > 0) {
      const found = `found only annotations that refer to others, in ${references.join(', ')}`;
      throw new AnnotationError(uri, `${found}; expected a tier whose annotations have times of their own`);
    }
    const times = timesInTiers(document);
    const marks: (Segment | undefined)[] = [];
    for (const { tier, slots: ends, value, line } of annotations) {
      const label = value.trim();
      if ((options?.tier ?? tier) !== tier || label === '') continue;
      const missing = ends.find((slot) => !slots.has(slot));
      if (missing !== undefined) {
        const problem = `the time slot ${JSON.stringify(missing)} is not in TIME_ORDER; expected milliseconds`;
        throw new AnnotationError(uri, problem, { line });
      }
      const [start, end] = ends.map((slot) => times.get(tier)!.get(slot)) as [number?, number?];
      try {
        const isAligned = start !== undefined && end !== undefined;
        marks.push(isAligned ? labelledMark({ start: start / 1000, end: end / 1000, label }) : undefined);
      } catch (cause) {
        throw new AnnotationError(uri, (cause as RangeError).message, { line, cause });
      }
    }
    const segments = labelledMarks(marks, options?.onSkip);
    return [createAnnotation({ uri, kind: 'reference', segments })];
  },
  format: (annotations, options) => write(onlyAnnotation(annotations, eaf.title), options?.tier),
};

/** Milliseconds of the slots that the annotations of each tier use, those between aligned ones interpolated. */
function timesInTiers({ annotations, slots }: EafDocument): Map<string, Map<string, number>> {
  const usedIn = new Map<string, Set<string>>();
  for (const { tier, slots: ends } of annotations) {
    const used = usedIn.get(tier) ?? new Set();
    usedIn.set(tier, used);
    for (const slot of ends) used.add(slot);
  }
  const positions = new Map([...slots.keys()].map((slot, position) => [slot, position]));
  const inOrder = (used: Iterable<string>) =>
    [...used]
      .filter((slot) => positions.has(slot))
      .sort((one, other) => positions.get(one)! - positions.get(other)!);
  return new Map([...usedIn].map(([tier, used]) => [tier, interpolated(inOrder(used), slots)]));
}

function interpolated(inOrder: readonly string[], slots: EafDocument['slots']): Map<string, number> {
  const times = new Map<string, number>();
  let before: number | undefined;
  let unaligned: string[] = [];
  for (const slot of inOrder) {
    const after = slots.get(slot);
    if (after === undefined) {
      unaligned.push(slot);
      continue;
    }
    times.set(slot, after);
    if (before !== undefined) {
      const step = (after - before) / (unaligned.length + 1);
      for (const [index, between] of unaligned.entries())
        times.set(between, Math.round(before + step * (index + 1)));
    }
    before = after;
    unaligned = [];
  }
  return times;
}

function write({ uri, segments }: Annotation, tier: string | undefined): string {
  const rounded = segments.map((segment) => ({ ...segment, ...roundedTimes(segment, 3, uri) }));
  const times = rounded
    .flatMap(({ start, end }) => [start, end])
    .map((seconds) => Math.round(seconds * 1000));
  // ELAN wants the slots in the order of time.
  const order = [...times.keys()].sort((a, b) => times[a]! - times[b]!);
  const slots = order.map(
    (end, index) => `        <TIME_SLOT TIME_SLOT_ID="ts${index + 1}" TIME_VALUE="${times[end]!}"/>`,
  );
  const slotOf: number[] = [];
  for (const [index, end] of order.entries()) slotOf[end] = index + 1;
  const numbered = rounded.map((segment, index) => ({ ...segment, index }));
  const tiers = intoTiers(numbered).flatMap((intervals, row) => [
    `    <TIER LINGUISTIC_TYPE_REF="default-lt" TIER_ID="${escaped(tierName(tier, row), uri)}">`,
    ...intervals.flatMap(({ index, label }) => [
      '        <ANNOTATION>',
      `            <ALIGNABLE_ANNOTATION ANNOTATION_ID="a${index + 1}" ` +
        `TIME_SLOT_REF1="ts${slotOf[2 * index]!}" TIME_SLOT_REF2="ts${slotOf[2 * index + 1]!}">`,
      `                <ANNOTATION_VALUE>${escaped(label, uri)}</ANNOTATION_VALUE>`,
      '            </ALIGNABLE_ANNOTATION>',
      '        </ANNOTATION>',
    ]),
    '    </TIER>',
  ]);
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    // The schema requires a date; one of today would make every file another.
    '<ANNOTATION_DOCUMENT AUTHOR="" DATE="1970-01-01T00:00:00+00:00" FORMAT="3.0" VERSION="3.0"' +
      ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"' +
      ' xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">',
    '    <HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>',
    '    <TIME_ORDER>',
    ...slots,
    '    </TIME_ORDER>',
    ...tiers,
    '    <LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="default-lt" TIME_ALIGNABLE="true"/>',
    '</ANNOTATION_DOCUMENT>',
  ];
  return `${lines.join('\n')}\n`;
}

function escaped(text: string, uri: string): string {
  if (/[\uFFFE\uFFFF]/.test(text)) {
    throw new AnnotationError(uri, `label is ${JSON.stringify(text)}; expected characters that XML allows`);
  }
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
