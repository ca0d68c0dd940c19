import { describe, expect, it } from '@jest/globals';
import { createAnnotation } from '../annotation.ts';
import { AnnotationError } from '../annotation-error.ts';
import { eaf } from './eaf.ts';
import { sample } from './samples.fixture.ts';

const INTERVIEW = sample('interview.eaf');
const document = (inside: string) => `<ANNOTATION_DOCUMENT>\n${inside}\n</ANNOTATION_DOCUMENT>`;
const annotation = (from: string, to: string) =>
  `<TIER TIER_ID="t"><ANNOTATION><ALIGNABLE_ANNOTATION TIME_SLOT_REF1="${from}" TIME_SLOT_REF2="${to}">` +
  '<ANNOTATION_VALUE>x</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>';
const slots = (...times: string[]) =>
  times.map((time, index) => `<TIME_SLOT TIME_SLOT_ID="${index}" TIME_VALUE="${time}"/>`).join('');

describe('the EAF format', () => {
  it('reads the tiers that have times of their own', () => {
    expect(eaf.parse(INTERVIEW, 'a')).toEqual([
      {
        uri: 'a',
        kind: 'reference',
        segments: [
          { start: 0.78, end: 1.59, label: 'so you go & see' },
          { start: 1.2, end: 2.34, label: '<laughs>' },
        ],
      },
    ]);
    expect(eaf.parse(INTERVIEW, 'a', { tier: 'W-Spch' })[0]?.segments).toHaveLength(1);
  });

  it('lists the tiers that could be read', () => {
    expect(() => eaf.parse(INTERVIEW, 'a', { tier: 'K-Trans' })).toThrow(
      /^a: there is no such tier as "K-Trans"; expected one of those with intervals: K-Spch, W-Spch$/,
    );
  });

  it('writes time slots in the order of time, and overlapping segments to several tiers', () => {
    const segments = [
      { start: 0, end: 3, label: 'a <&> "b"' },
      { start: 1, end: 2.0004, label: 'c' },
    ];
    const text = eaf.format([createAnnotation({ uri: 'a', kind: 'reference', segments })], { tier: 'birds' });
    expect([...text.matchAll(/TIME_VALUE="(\d+)"/g)].map(([, time]) => time)).toEqual([
      '0',
      '1000',
      '2000',
      '3000',
    ]);
    expect([...text.matchAll(/TIER_ID="([^"]+)"/g)].map(([, name]) => name)).toEqual(['birds', 'birds 2']);
    expect(eaf.parse(text, 'a')[0]?.segments).toEqual([segments[0], { ...segments[1], end: 2 }]);
  });

  it('refuses to write what XML or a millisecond can not hold', () => {
    const write = (label: string, end: number) => () =>
      eaf.format([createAnnotation({ uri: 'a', kind: 'reference', segments: [{ start: 1, end, label }] })]);
    expect(write('a\uFFFFb', 2)).toThrow(/^a: label is ".*"; expected characters that XML allows/);
    expect(write('a', 1.0002)).toThrow(/^a: "a" from 1 s ends at 1.0002 s; .* milliseconds/);
  });

  it.each([
    ['', /^a, line 1: not XML: document must contain a root element/],
    ['<html>\n</html>', /^a, line 1: the document is "html"; expected ANNOTATION_DOCUMENT/],
    [document('<HEADER>'), /^a, line 3: not XML: unexpected close tag/],
    [
      document('<HEADER TIME_UNITS="PAL-frames"/>'),
      /^a, line 2: TIME_UNITS is "PAL-frames"; expected milliseconds/,
    ],
    [document(slots('1.5')), /^a, line 2: TIME_VALUE is "1.5"; expected whole milliseconds, 0 or more/],
    [document(slots('-1')), /TIME_VALUE is "-1"/],
    [document('<TIME_SLOT/>'), /^a, line 2: an element TIME_SLOT has no TIME_SLOT_ID; expected one/],
    [
      document(`${slots('5', '4')}\n${annotation('0', '1')}`),
      /^a, line 3: end is 0.004; expected seconds, more than/,
    ],
    [document(`${slots('5')}${annotation('0', '7')}`), /the time slot "7" is not in TIME_ORDER/],
    [
      document('<TIER TIER_ID="t"><ANNOTATION><REF_ANNOTATION/></ANNOTATION></TIER>'),
      /^a: found only annotations that refer to others, in t; expected a tier whose annotations have times/,
    ],
    [document('<ALIGNABLE_ANNOTATION/>'), /an annotation is in no TIER/],
    [`<!DOCTYPE a [<!ENTITY b "c">]>${document('&b;')}`, /^a, line 2: not XML: undefined entity/],
    ['<a>'.repeat(100_000), /^a, line 1: the document is "a"/],
  ])('refuses %j', (text, message) => {
    expect(() => eaf.parse(text, 'a')).toThrow(AnnotationError);
    expect(() => eaf.parse(text, 'a')).toThrow(message);
  });

  it('puts slots that nobody aligned evenly between their neighbours in the tier', () => {
    const slot = (id: string, time = '') =>
      `<TIME_SLOT TIME_SLOT_ID="${id}"${time && ` TIME_VALUE="${time}"`}/>`;
    // The slot x belongs to another tier.
    const order = [
      slot('0', '100'),
      slot('1'),
      slot('x', '110'),
      slot('2'),
      slot('3', '1000'),
      slot('4'),
    ].join('');
    const chain = [annotation('0', '1'), annotation('1', '2'), annotation('2', '3'), annotation('3', '4')];
    const said: string[] = [];
    const other = annotation('0', 'x').replace('"t"', '"u"');
    const [found] = eaf.parse(document(order + chain.join('') + other), 'a', {
      onSkip: (message) => said.push(message),
    });
    expect(found?.segments.map(({ start, end }) => [start, end])).toEqual([
      [0.1, 0.11],
      [0.1, 0.4],
      [0.4, 0.7],
      [0.7, 1],
    ]);
    expect(said).toEqual(['skipped 1 of 5 marks, without a length or without a label']);
  });

  it('reads deep nesting, and expands no entities that a document defines', () => {
    const deep = 30_000;
    expect(eaf.parse(document('<x>'.repeat(deep) + '</x>'.repeat(deep)), 'a')[0]?.segments).toEqual([]);
    const laughs = Array.from(
      { length: 9 },
      (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
    );
    const bomb = `<!DOCTYPE a [<!ENTITY l0 "ha">${laughs.join('')}]>${document('&l9;')}`;
    expect(() => eaf.parse(bomb, 'a')).toThrow(/undefined entity/);
  });
});
