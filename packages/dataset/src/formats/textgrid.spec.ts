import { describe, expect, it } from '@jest/globals';
import { createAnnotation } from '../annotation.ts';
import { AnnotationError } from '../annotation-error.ts';
import { sample } from './samples.fixture.ts';
import { textGrid } from './textgrid.ts';

const SEGMENTS = [
  { start: 0, end: 2.5, label: 'Mary' },
  { start: 0.7, end: 1.1234567890123, label: 'so "good"' },
  { start: 1.1234567890123, end: 1.6, label: 'kök' },
];
const START = 'File type = "ooTextFile"\nObject class = "TextGrid"\n\n0 2\n<exists>\n1\n';
const grid = (segments: typeof SEGMENTS) => createAnnotation({ uri: 'a', kind: 'reference', segments });

describe('the TextGrid format', () => {
  it.each(['long.TextGrid', 'short.TextGrid', 'utf-16.TextGrid', 'utf-16-be.TextGrid'])(
    'reads %s',
    (file) => {
      expect(textGrid.parse(sample(file), file)).toEqual([
        { uri: file, kind: 'reference', segments: SEGMENTS },
      ]);
      expect(textGrid.parse(sample(file), file, { tier: 'speaker' })[0]?.segments).toEqual(
        SEGMENTS.slice(0, 1),
      );
    },
  );

  it('lists the tiers that could be read, without those of points', () => {
    expect(() => textGrid.parse(sample('long.TextGrid'), 'a', { tier: 'bell' })).toThrow(
      /^a: there is no such tier as "bell"; expected one of those with intervals: words, speaker$/,
    );
  });

  it('writes one tier for segments that do not overlap, with intervals without text between them', () => {
    const text = textGrid.format([grid(SEGMENTS.slice(1))], {
      layout: 'short',
      tier: 'words',
      durationSeconds: 2,
    });
    expect(text.split('\n').slice(3, -1).join(' ')).toBe(
      '0 2 <exists> 1 "IntervalTier" "words" 0 2 4 0 0.7 "" 0.7 1.1234567890123 "so ""good""" ' +
        '1.1234567890123 1.6 "kök" 1.6 2 ""',
    );
  });

  it('writes overlapping segments to several tiers, the same in both layouts', () => {
    const [long, short] = (['long', 'short'] as const).map((layout) =>
      textGrid.format([grid(SEGMENTS)], { layout }),
    );
    expect(long).toContain('        name = "label 2" \n');
    expect(long).toContain('            text = "so ""good""" \n');
    expect(textGrid.parse(long!, 'a')).toEqual(textGrid.parse(short!, 'a'));
    expect(textGrid.parse(long!, 'a')[0]?.segments).toEqual(SEGMENTS);
  });

  it('needs a length that holds the segments', () => {
    expect(() => textGrid.format([grid([])])).toThrow(
      /the recording's length is 0 s; expected seconds, more than 0.*Say how long it is \(durationSeconds, --duration\)/,
    );
    expect(() => textGrid.format([grid(SEGMENTS)], { durationSeconds: 2 })).toThrow(/no less than .* 2.5 s/);
  });

  it('skips comments and words, as Praat does', () => {
    const text = `${START}! a "comment" 5\nname "IntervalTier" "a\nb" 0 2 x1 1 from 0.5 to 1 text="x"`;
    expect(textGrid.parse(text, 'a')[0]?.segments).toEqual([{ start: 0.5, end: 1, label: 'x' }]);
  });

  it.each([
    ['', /^a, line 1: the file ends; expected the file type, a text in double quotes$/],
    [
      '"ooTextFile" "Pitch 1"',
      /^a, line 1: found "ooTextFile" and "Pitch 1"; expected "ooTextFile" and "TextGrid"/,
    ],
    [
      `${START}"Tier" "a" 0 2 1`,
      /^a, line 7: the class of a tier is "Tier"; expected "IntervalTier" or "TextTier"/,
    ],
    [
      `${START}"TextTier" "bell" 0 2 1\n1 "ding"`,
      /^a: found only tiers of points: bell; expected a tier of intervals/,
    ],
    [`${START}"IntervalTier" "a" 0 2 9e9`, /^a, line 7: the file ends; expected a time, a number/],
    [
      `${START}"IntervalTier" "a" 0 2 1\n0 "b"`,
      /^a, line 8: found "b"; expected an interval's xmax, a number/,
    ],
    [
      `${START}"IntervalTier" "a" 0 2 1\n1\n0\n"b"`,
      /^a, line 10: end is 0; expected seconds, more than the start 1/,
    ],
    [`${START}"IntervalTier" "a" 0 2 1\n0 1 "b`, /^a, line 8: a text has no closing quote; expected one/],
    [`${START}"IntervalTier" "a" 0 2 1\n0 1 "b\nc"`, /^a, line 8: label is "b\\nc"; expected .* one line/],
  ])('refuses %j', (text, message) => {
    expect(() => textGrid.parse(text, 'a')).toThrow(AnnotationError);
    expect(() => textGrid.parse(text, 'a')).toThrow(message);
  });
});
