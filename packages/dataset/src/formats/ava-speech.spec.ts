import { describe, expect, it } from '@jest/globals';
import { createAnnotation } from '../annotation.ts';
import { avaSpeech } from './ava-speech.ts';
import { sample } from './samples.fixture.ts';

const CLASSES = {
  CLEAN_SPEECH: 'speech',
  SPEECH_WITH_MUSIC: 'speech',
  SPEECH_WITH_NOISE: 'speech',
  NO_SPEECH: 'noise',
};

describe('the AVA-Speech format', () => {
  it('reads the classes as they are, or as the labels that they stand for', () => {
    const text = sample('movies.ava.csv');
    const labels = (classes?: typeof CLASSES) =>
      avaSpeech
        .parse(text, 'x', { classes })
        .map(({ uri, segments }) => [uri, segments.map(({ label }) => label)]);
    expect(labels()).toEqual([
      ['-5KQ66BBWC4', ['NO_SPEECH', 'SPEECH_WITH_NOISE', 'CLEAN_SPEECH']],
      ['0f39OWEqJ24', ['SPEECH_WITH_MUSIC']],
    ]);
    expect(labels(CLASSES)[0]).toEqual(['-5KQ66BBWC4', ['noise', 'speech', 'speech']]);
  });

  it('writes the first class that stands for a label, and refuses other labels', () => {
    const segments = [{ start: 0, end: 1.5, label: 'speech' }];
    const annotation = createAnnotation({ uri: 'a', kind: 'reference', segments });
    expect(avaSpeech.format([annotation], { classes: CLASSES })).toBe('a,0.000000,1.500000,CLEAN_SPEECH\n');
    expect(() => avaSpeech.format([annotation])).toThrow(
      /^a: label is "speech"; expected one of CLEAN_SPEECH, /,
    );
    expect(() => avaSpeech.format([{ ...annotation, uri: 'a,b' }], { classes: CLASSES })).toThrow(
      /the recording's name is "a,b"; expected no comma/,
    );
  });

  it.each([
    ['a,0,1', /^x, line 1: found "a,0,1"; expected video, start, end and class/],
    ['a,0,1,constructor', /^x, line 1: the class is "constructor"; expected one of CLEAN_SPEECH, /],
    ['a,0,1,NO_SPEECH\na,2,1,NO_SPEECH', /^x, line 2: end is 1/],
  ])('refuses %j', (text, message) => {
    expect(() => avaSpeech.parse(text, 'x')).toThrow(message);
  });
});
