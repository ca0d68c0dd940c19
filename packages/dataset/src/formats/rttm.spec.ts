import { describe, expect, it } from '@jest/globals';
import { createAnnotation } from '../annotation.ts';
import { AnnotationError } from '../annotation-error.ts';
import { rttm } from './rttm.ts';
import { sample } from './samples.fixture.ts';

describe('the RTTM format', () => {
  it('reads who speaks in each recording', () => {
    const annotations = rttm.parse(sample('meeting.rttm'), 'a');
    expect(annotations.map(({ uri, segments }) => [uri, segments])).toEqual([
      [
        'meeting-1',
        [
          { start: 0.031, end: 4.958, label: 'anna' },
          { start: 2.984, end: 3.406, label: 'bo', confidence: 0.81 },
        ],
      ],
      ['meeting-2', [{ start: 1.5, end: 3.5, label: 'carla' }]],
    ]);
    expect(rttm.format(annotations).split('\n')[1]).toBe(
      'SPEAKER meeting-1 1 2.984000 0.422000 <NA> <NA> bo 0.810000 <NA>',
    );
  });

  it('reads and writes another type, and says so where there is no line of it', () => {
    const text = 'NON-SPEECH a 1 1.000000 0.500000 <NA> <NA> cough <NA> <NA>\n';
    const options = { eventType: 'NON-SPEECH' };
    expect(rttm.format(rttm.parse(text, 'x', options), options)).toBe(text);
    expect(() => rttm.parse(text, 'x')).toThrow(/^x: found lines of type NON-SPEECH; expected SPEAKER/);
    expect(() => rttm.parse(text, 'x', { eventType: 'TALK' })).toThrow(
      /the type is "TALK"; expected one of RTTM: SPEAKER/,
    );
  });

  it('skips lines without a length or a name, but not their recording', () => {
    const text =
      'SPEAKER a 1 0 0 <NA> <NA> x <NA> <NA>\nSPEAKER a 1 0 1 <NA> <NA> <NA> <NA> <NA>\n' +
      'SPEAKER b 1 0 1 <NA> <NA> x <NA> <NA>\n';
    const said: string[] = [];
    const annotations = rttm.parse(text, 'x', { onSkip: (message) => said.push(message) });
    expect(annotations.map(({ uri, segments }) => [uri, segments.length])).toEqual([
      ['a', 0],
      ['b', 1],
    ]);
    expect(said).toEqual(['skipped 2 of 3 marks, without a length or without a label']);
  });

  it.each([
    ['talk a 1 0 1', /^x, line 2: found "talk"; expected a type of RTTM, such as SPEAKER/],
    ['SPEAKER a 1 0 1', /^x, line 2: found "SPEAKER a 1 0 1"; expected ten fields/],
    ['SPEAKER a 1 0 -1 <NA> <NA> b <NA> <NA>', /^x, line 2: duration is -1; expected seconds, 0 or more/],
    ['SPEAKER a 1 -1 2 <NA> <NA> b <NA> <NA>', /^x, line 2: start is -1; expected seconds/],
    ['SPEAKER a 1 0 2 <NA> <NA> b 7 <NA>', /^x, line 2: confidence is 7; expected a number from 0 to 1/],
  ])('refuses %j', (line, message) => {
    expect(() => rttm.parse(`;; comment\n${line}\n`, 'x')).toThrow(AnnotationError);
    expect(() => rttm.parse(`;; comment\n${line}\n`, 'x')).toThrow(message);
  });

  it.each([
    ['a', 'two words', /^a: label is "two words"; expected one word/],
    ['a', '<NA>', /^a: label is "<NA>"/],
    ['a b', 'x', /^a b: the recording's name is "a b"; expected one word/],
  ])('refuses to write the recording %j with the label %j', (uri, label, message) => {
    const annotation = createAnnotation({ uri, kind: 'reference', segments: [{ start: 0, end: 1, label }] });
    expect(() => rttm.format([annotation])).toThrow(message);
  });
});
