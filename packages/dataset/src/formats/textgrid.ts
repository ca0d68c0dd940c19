import { AnnotationError } from '../annotation-error.ts';
import { type Annotation, createAnnotation } from '../annotation.ts';
import type { Segment } from '../segment.ts';
import { type AnnotationFormat, type FormatOptions, onlyAnnotation } from './annotation-format.ts';
import { labelledMark, labelledMarks } from './labelled-marks.ts';
import { type PraatText, readPraatText } from './praat-text.ts';
import { assertTier, intoTiers, tierName } from './tiers.ts';

/**
 * Praat's TextGrid as text, in the long and the short layout. Times are written as exact as they are.
 *
 * All interval tiers are read, or the one that the option `tier` names; intervals without text are no segments; points mark no
 * stretch of time, so their tiers are skipped. Segments that don't overlap are written to one tier, named by the
 * option `tier` or "label"; others to as many as they need. The options `durationSeconds` and `layout` say how long the
 * recording is and which layout is written. Source: Praat manual, "TextGrid file formats".
 */
export const textGrid: AnnotationFormat = {
  title: 'Praat TextGrid',
  extensions: ['.TextGrid'],
  precisionSeconds: 0,
  keeps: [],
  detect: (text) => /^\uFEFF?\s*File type = "ooTextFile/.test(text) && /"TextGrid/.test(text.slice(0, 1000)),
  parse(text, uri, options) {
    const praat = readPraatText(text.replace(/^\uFEFF/, ''), uri);
    const [file, object] = [praat.text('the file type'), praat.text('the object class')];
    if (!file.startsWith('ooTextFile') || object !== 'TextGrid') {
      const expectation = 'expected "ooTextFile" and "TextGrid"';
      throw new AnnotationError(
        uri,
        `found ${JSON.stringify(file)} and ${JSON.stringify(object)}; ${expectation}`,
        {
          line: praat.line,
        },
      );
    }
    praat.number("the grid's xmin");
    praat.number("the grid's xmax");
    const tierCount =
      praat.flag('whether there are tiers') === '<exists>' ? praat.number('the number of tiers') : 0;
    const names: string[] = [];
    const points: string[] = [];
    const marks: (Segment | undefined)[] = [];
    for (let tier = 0; tier < tierCount; tier += 1) {
      const { name, intervals } = readTier(praat, uri, (found) => (options?.tier ?? found) === found);
      (intervals ? names : points).push(name);
      for (const interval of intervals ?? []) marks.push(interval);
    }
    assertTier(options?.tier, names, uri);
    if (names.length === 0 && points.length > 0) {
      const expectation = 'expected a tier of intervals, as points mark no stretch of time';
      throw new AnnotationError(uri, `found only tiers of points: ${points.join(', ')}; ${expectation}`);
    }
    const segments = labelledMarks(marks, options?.onSkip);
    return [createAnnotation({ uri, kind: 'reference', segments })];
  },
  format: (annotations, options) => write(onlyAnnotation(annotations, textGrid.title), options),
};

/** The intervals with text, each undefined if it has no length; undefined instead for a tier of points, and none where nobody wants the tier. */
function readTier(
  praat: PraatText,
  uri: string,
  isWanted: (name: string) => boolean,
): { name: string; intervals: (Segment | undefined)[] | undefined } {
  const kind = praat.text('the class of a tier');
  const { line } = praat;
  const name = praat.text('the name of a tier');
  praat.number("the tier's xmin");
  praat.number("the tier's xmax");
  const count = praat.number("the number of the tier's intervals");
  if (kind !== 'IntervalTier' && kind !== 'TextTier') {
    const expectation = 'expected "IntervalTier" or "TextTier"';
    throw new AnnotationError(uri, `the class of a tier is ${JSON.stringify(kind)}; ${expectation}`, {
      line,
    });
  }
  const intervals: (Segment | undefined)[] = [];
  for (let index = 0; index < count; index += 1) {
    const start = praat.number('a time');
    if (kind === 'TextTier') {
      praat.text("a point's mark");
      continue;
    }
    const end = praat.number("an interval's xmax");
    const label = praat.text("an interval's text").trim();
    if (label === '' || !isWanted(name)) continue;
    try {
      intervals.push(labelledMark({ start, end, label }));
    } catch (cause) {
      throw new AnnotationError(uri, (cause as RangeError).message, { line: praat.line, cause });
    }
  }
  return { name, intervals: kind === 'IntervalTier' ? intervals : undefined };
}

function write({ uri, segments }: Annotation, options: FormatOptions = {}): string {
  const lastEnd = segments.reduce((latest, { end }) => Math.max(latest, end), 0);
  const duration = options.durationSeconds ?? lastEnd;
  if (!(duration > 0) || duration < lastEnd) {
    const expectation = `expected seconds, more than 0 and no less than the last segment's end, ${lastEnd} s. Say how long it is (durationSeconds, --duration)`;
    throw new AnnotationError(uri, `the recording's length is ${duration} s; ${expectation}`);
  }
  const isLong = options.layout !== 'short';
  const tiers = intoTiers(segments).map((tier) => withEmptyIntervals(tier, duration));
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const entry = (indent: number, name: string, value: string | number) =>
    isLong ? `${' '.repeat(4 * indent)}${name} = ${value} ` : `${value}`;
  const heading = (indent: number, text: string) => (isLong ? [`${' '.repeat(4 * indent)}${text}`] : []);
  const lines = [
    'File type = "ooTextFile"',
    'Object class = "TextGrid"',
    '',
    entry(0, 'xmin', 0),
    entry(0, 'xmax', duration),
    isLong ? 'tiers? <exists> ' : '<exists>',
    entry(0, 'size', tiers.length),
    ...heading(0, 'item []: '),
    ...tiers.flatMap((intervals, tier) => [
      ...heading(1, `item [${tier + 1}]:`),
      entry(2, 'class', '"IntervalTier"'),
      entry(2, 'name', quoted(tierName(options.tier, tier))),
      entry(2, 'xmin', 0),
      entry(2, 'xmax', duration),
      entry(2, 'intervals: size', intervals.length),
      ...intervals.flatMap(({ start, end, label }, index) => [
        ...heading(2, `intervals [${index + 1}]:`),
        entry(3, 'xmin', start),
        entry(3, 'xmax', end),
        entry(3, 'text', quoted(label)),
      ]),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Praat's intervals cover the whole time, so that there are some without text between segments. */
function withEmptyIntervals(tier: readonly Segment[], duration: number): Segment[] {
  const intervals: Segment[] = [];
  let cursor = 0;
  for (const segment of tier) {
    if (segment.start > cursor) intervals.push({ start: cursor, end: segment.start, label: '' });
    intervals.push(segment);
    cursor = segment.end;
  }
  if (cursor < duration) intervals.push({ start: cursor, end: duration, label: '' });
  return intervals;
}
