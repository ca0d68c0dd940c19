import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AnnotationError } from '../annotation-error.ts';
import { labelsOf } from '../annotation.ts';
import { annotations, kept } from './annotations.fixture.ts';
import { type ClassificationJson, formatJson, parseJson } from './json.ts';

const JUDGED: ClassificationJson = {
  uri: 'a.wav',
  durationSeconds: 2,
  labels: ['noise', 'speech'],
  segments: [
    { start: 0, end: 0.5, label: 'noise', confidence: 0.9 },
    { start: 0.5, end: 2, label: 'speech', confidence: 0.75 },
  ],
};
const POSTERIORS = {
  hopSeconds: 512 / 44100,
  firstCentreSeconds: 512 / 44100,
  values: { noise: [0.25, 1 / 3], speech: [0.75, 2 / 3] },
};

describe('the classification JSON', () => {
  it('reads back what it wrote', () => {
    expect(parseJson(formatJson(JUDGED), 'a.json')).toEqual(JUDGED);
    const withPosteriors = parseJson(formatJson({ ...JUDGED, posteriors: POSTERIORS }), 'a.json');
    expect(withPosteriors.posteriors).toEqual({
      ...POSTERIORS,
      values: { noise: [0.25, 0.333333], speech: [0.75, 0.666667] },
    });
  });

  it('ignores fields that it does not know', () => {
    expect(parseJson(JSON.stringify({ ...JUDGED, note: 1 }), 'a.json')).toEqual(JUDGED);
  });

  it.each([
    ['{', /^a\.json(?:, line 1)?: not JSON: /],
    ['[]', /^a\.json: the value: /],
    [JSON.stringify({ ...JUDGED, durationSeconds: 'long' }), /^a\.json: durationSeconds: .*number/],
    [JSON.stringify({ ...JUDGED, labels: ['a', 'a'] }), /labels: expected every label once/],
    [
      JSON.stringify({ ...JUDGED, labels: ['noise'] }),
      /the segment at 0.5 s has the label "speech"; expected one of labels \(noise\)/,
    ],
    [
      JSON.stringify({ ...JUDGED, durationSeconds: 1.9 }),
      /the segment at 0.5 s ends at 2 s; expected no more than durationSeconds, 1.9 s/,
    ],
    [JSON.stringify({ ...JUDGED, segments: [{ start: 1, end: 1, label: 'noise' }] }), /segment 1: end is 1/],
    [
      JSON.stringify({ ...JUDGED, posteriors: { ...POSTERIORS, values: { noise: [1] } } }),
      /posteriors are for noise; expected noise, speech/,
    ],
    [
      JSON.stringify({ ...JUDGED, posteriors: { ...POSTERIORS, values: { noise: [1], speech: [] } } }),
      /posteriors have 1 and 0 frames; expected as many for each label/,
    ],
  ])('refuses %s', (text, message) => {
    expect(() => parseJson(text, 'a.json')).toThrow(AnnotationError);
    expect(() => parseJson(text, 'a.json')).toThrow(message);
  });

  it('gives back any segments, to a microsecond', () => {
    fc.assert(
      fc.property(annotations, (annotation) => {
        const judged = {
          ...JUDGED,
          durationSeconds: 94_000,
          labels: labelsOf([annotation]),
          segments: annotation.segments,
        };
        expect(parseJson(formatJson(judged), 'a').segments).toEqual(
          kept(annotation, ['confidence', 'frequencies', 'note'], 6).segments,
        );
      }),
    );
  });
});
