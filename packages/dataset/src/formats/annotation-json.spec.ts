import { describe, expect, it } from '@jest/globals';
import { annotationJson } from './annotation-json.ts';
import { sample } from './samples.fixture.ts';

const file = (segment: object) =>
  JSON.stringify({
    earmarkAnnotations: 1,
    annotations: [{ uri: 'a', kind: 'reference', segments: [segment] }],
  });

describe('JSON that keeps everything', () => {
  it('reads and writes every field, to the last digit', () => {
    const annotations = annotationJson.parse(sample('annotations.json'), 'x');
    expect(annotations).toEqual([
      {
        uri: 'dawn.flac',
        kind: 'reference',
        segments: [
          { start: 0.1, end: 0.1 + 0.2, label: 'bird', lowHz: 2000, highHz: 8000.5 },
          { start: 0.25, end: 2, label: 'speech', confidence: 0.75, note: 'far away' },
        ],
      },
      { uri: 'dusk.flac', kind: 'hypothesis', segments: [] },
    ]);
    expect(annotationJson.parse(annotationJson.format(annotations), 'x')).toEqual(annotations);
  });

  it.each([
    ['{\n"earmarkAnnotations": 1,\n}', /^x(?:, line 3)?: not JSON: /],
    ['{"earmarkAnnotations": 2, "annotations": []}', /^x: earmarkAnnotations: .*1/],
    [file({ start: 0, end: '1', label: 'a' }), /^x: annotations\.0\.segments\.0\.end: .*number/],
    [file({ start: 1, end: 1, label: 'a' }), /^x: annotations\.0: a: segment 1: end is 1; expected seconds/],
    ['{}', /^x: uri: /],
  ])('refuses %s', (text, message) => {
    expect(() => annotationJson.parse(text, 'x')).toThrow(message);
  });
});
