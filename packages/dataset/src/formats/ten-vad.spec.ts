import { describe, expect, it } from '@jest/globals';
import { createAnnotation } from '../annotation.ts';
import { sample } from './samples.fixture.ts';
import { tenVad } from './ten-vad.ts';

describe('the .scv format of TEN VAD', () => {
  it('reads one line of stretches', () => {
    expect(tenVad.parse(sample('testset.scv'), 'a.scv')).toEqual([
      {
        uri: 'testset-audio-01',
        kind: 'reference',
        segments: [
          { start: 0, end: 0.67, label: 'noise' },
          { start: 0.67, end: 2.353, label: 'speech' },
          { start: 2.353, end: 3.5, label: 'noise' },
        ],
      },
    ]);
  });

  it('writes no gaps: its readers would move what follows', () => {
    const segments = [{ start: 1, end: 2, label: 'speech' }];
    const annotation = createAnnotation({ uri: 'a', kind: 'reference', segments });
    expect(tenVad.format([annotation], { background: 'noise' })).toBe(
      'a,0.000000,1.000000,0,1.000000,2.000000,1\n',
    );
    expect(() => tenVad.format([annotation])).toThrow(
      /^a: nothing is labelled from 0 to 1 s; .*Say which is the background/,
    );
    const classes = { 0: 'quiet', 1: 'talk' };
    expect(() => tenVad.format([annotation], { background: 'quiet', classes })).toThrow(
      /^a: label is "speech"; expected one of quiet, talk/,
    );
    const overlap = createAnnotation({
      ...annotation,
      segments: [...segments, { start: 0, end: 1.5, label: 'noise' }],
    });
    expect(() => tenVad.format([overlap])).toThrow(/overlap; expected one label at a time/);
  });

  it.each([
    ['', /^x, line 1: the line has 1 fields; expected a name, and then/],
    ['a,0,1', /^x, line 1: the line has 3 fields/],
    ['a,0,1,2', /^x, line 1: the class is "2"; expected one of 0, 1/],
    ['a,0,1,0\nb,0,1,0', /^x, line 2: there is a second line; expected one/],
    ['a,1,0,0', /^x, line 1: end is 0; expected seconds, more than the start 1/],
  ])('refuses %j', (text, message) => {
    expect(() => tenVad.parse(text, 'x')).toThrow(message);
  });
});
