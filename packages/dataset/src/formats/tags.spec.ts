import { describe, expect, it } from '@jest/globals';
import { createAnnotation } from '../annotation.ts';
import { sample } from './samples.fixture.ts';
import { tags } from './tags.ts';

const OPTIONS = { stepSeconds: 0.1, classes: { n: 'noise', s: 'speech' } };
const SEGMENTS = [
  { start: 0, end: 0.2, label: 'noise' },
  { start: 0.2, end: 0.5, label: 'speech' },
  { start: 0.5, end: 0.6, label: 'noise' },
];
const annotation = (segments: typeof SEGMENTS) => createAnnotation({ uri: 'a', kind: 'reference', segments });

describe('tag files', () => {
  it('reads the first character of each step', () => {
    expect(tags.parse(sample('origin.tags'), 'a', OPTIONS)[0]?.segments).toEqual(SEGMENTS);
    expect(tags.parse('😀x\n', 'a', { stepSeconds: 2 })[0]?.segments).toEqual([
      { start: 0, end: 2, label: '😀' },
    ]);
  });

  it('writes to the nearest step', () => {
    expect(tags.format([annotation(SEGMENTS)], OPTIONS)).toBe('n\nn\ns\ns\ns\nn\n');
    const shifted = SEGMENTS.map(({ start, end, label }) => ({
      start: start + 0.04,
      end: end + 0.04,
      label,
    }));
    expect(tags.format([annotation(shifted)], { ...OPTIONS, background: 'noise' })).toBe(
      'n\nn\ns\ns\ns\nn\n',
    );
  });

  it.each([
    [SEGMENTS, {}, /^a: the length of a step is not given; expected seconds, more than 0/],
    [SEGMENTS, { ...OPTIONS, stepSeconds: 0 }, /^a: the length of a step is 0/],
    [SEGMENTS.slice(1), OPTIONS, /^a: nothing is labelled from 0 to 0.2 s; expected a label at every moment/],
    [SEGMENTS, { stepSeconds: 0.1 }, /^a: the class is "noise"; expected one character/],
    [SEGMENTS, { ...OPTIONS, classes: { n: 'noise' } }, /^a: label is "speech"; expected one of noise/],
    [
      SEGMENTS,
      { ...OPTIONS, stepSeconds: 1 },
      /^a: "noise" goes from 0 to 0.2 s; expected a segment that fills a step/,
    ],
    [SEGMENTS, { ...OPTIONS, stepSeconds: 1e-9 }, /steps; expected no more than 10000000/],
  ])('refuses to write %j with %j', (segments, options, message) => {
    expect(() => tags.format([annotation(segments)], options)).toThrow(message);
  });

  it.each([
    ['n\n\ns\n', OPTIONS, /^a, line 2: the line is empty; expected a character for the class of each step/],
    ['n\n s\n', OPTIONS, /^a, line 2: the class is " "; expected a character/],
    ['\0\n', OPTIONS, /^a, line 1: the class is "\\u0000"/],
    ['n\nx\n', OPTIONS, /^a, line 2: the class is "x"; expected one of n, s/],
    ['n\n', {}, /^a: the length of a step is not given/],
  ])('refuses to read %j', (text, options, message) => {
    expect(() => tags.parse(text, 'a', options)).toThrow(message);
  });
});
