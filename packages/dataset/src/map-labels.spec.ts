import { describe, expect, it } from '@jest/globals';
import { createAnnotation } from './annotation.ts';
import { mapLabels } from './map-labels.ts';

const annotation = createAnnotation({
  uri: 'film',
  kind: 'reference',
  segments: [
    { start: 0, end: 2, label: 'CLEAN_SPEECH', confidence: 0.5 },
    { start: 2, end: 3, label: 'SPEECH_WITH_MUSIC' },
    { start: 3, end: 5, label: 'NO_SPEECH', confidence: 0.9 },
    { start: 6, end: 7, label: 'CLEAN_SPEECH' },
    { start: 7, end: 8, label: 'UNSURE' },
  ],
});

describe('mapLabels', () => {
  it('renames, joins what touches and leaves out what is not wanted', () => {
    const mapping = { speech: ['CLEAN_SPEECH', 'SPEECH_WITH_MUSIC'], noise: ['NO_SPEECH'], '-': ['UNSURE'] };
    expect(mapLabels(annotation, mapping)).toEqual({
      uri: 'film',
      kind: 'reference',
      segments: [
        { start: 0, end: 3, label: 'speech' },
        { start: 3, end: 5, label: 'noise', confidence: 0.9 },
        { start: 6, end: 7, label: 'speech' },
      ],
    });
  });

  it('joins labels that apply at the same time, the shorter inside the longer', () => {
    const clip = [
      { start: 0, end: 4, label: 'Human_voice' },
      { start: 0, end: 4, label: 'Speech' },
      { start: 1, end: 2, label: 'Shout' },
    ];
    const mapped = mapLabels(createAnnotation({ ...annotation, segments: clip }), { speech: ['*'] });
    expect(mapped.segments).toEqual([{ start: 0, end: 4, label: 'speech' }]);
  });

  it('lets * stand for all others', () => {
    const { segments } = mapLabels(annotation, { quiet: ['NO_SPEECH'], '-': ['*'] });
    expect(segments.map(({ label }) => label)).toEqual(['quiet']);
  });

  it('keeps the names of others', () => {
    const { segments } = mapLabels(annotation, { '-': ['NO_SPEECH', 'UNSURE'], '*': ['*'] });
    expect(segments.map(({ label }) => label)).toEqual(['CLEAN_SPEECH', 'SPEECH_WITH_MUSIC', 'CLEAN_SPEECH']);
  });

  it('lists what it does not know, and what is named twice', () => {
    expect(() => mapLabels(annotation, { speech: ['CLEAN_SPEECH'] })).toThrow(
      'says nothing about "NO_SPEECH", "SPEECH_WITH_MUSIC", "UNSURE". Say what each stands for, or leave them out',
    );
    expect(() => mapLabels(annotation, { a: ['UNSURE', '*'], b: ['UNSURE'] })).toThrow(
      'has "UNSURE" under "a" and "b"',
    );
  });
});
