import { describe, expect, it } from '@jest/globals';
import { createAnnotation } from '../annotation.ts';
import { kaldi } from './kaldi.ts';
import { sample } from './samples.fixture.ts';

describe("Kaldi's segments", () => {
  it('takes the utterance for the label, and gives the file back', () => {
    const text = 'utt-1 rec-a 0.980000 11.560000\nutt-2 rec-b 0.000000 1.000000\n';
    const annotations = kaldi.parse(text, 'segments');
    expect(annotations.map(({ uri, segments }) => [uri, segments[0]?.label])).toEqual([
      ['rec-a', 'utt-1'],
      ['rec-b', 'utt-2'],
    ]);
    expect(kaldi.format(annotations)).toBe(text);
    expect(kaldi.parse(sample('segments'), 'x').map(({ segments }) => segments.length)).toEqual([2, 1]);
  });

  it('writes one label, named by recording and time', () => {
    const segments = ['speech', 'noise', 'speech'].map((label, start) => ({
      start,
      end: start + 1.5,
      label,
    }));
    const annotation = createAnnotation({ uri: 'rec', kind: 'reference', segments });
    const text = kaldi.format([annotation], { label: 'speech' });
    expect(text).toBe(
      'rec-00000000-00001500 rec 0.000000 1.500000\nrec-00002000-00003500 rec 2.000000 3.500000\n',
    );
    expect(kaldi.parse(text, 'x', { label: 'speech' })[0]?.segments).toEqual([segments[0], segments[2]]);
    expect(() => kaldi.format([annotation])).toThrow(
      /^rec: two utterances are "speech"; expected every utterance once/,
    );
  });

  it.each([
    ['a b 1', /^x, line 1: found "a b 1"; expected utterance, recording, start and end/],
    ['a b 0 1\n\na c 0 1', /^x, line 3: the utterance is "a"; expected another name than in line 1/],
    ['a b 1 -1', /^x, line 1: end is -1; expected seconds, more than the start 1/],
  ])('refuses %j', (text, message) => {
    expect(() => kaldi.parse(text, 'x')).toThrow(message);
  });
});
