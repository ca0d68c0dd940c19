import { describe, expect, it } from '@jest/globals';
import { createAnnotation } from '../annotation.ts';
import { sample } from './samples.fixture.ts';
import { uem } from './uem.ts';

describe('the UEM format', () => {
  it('reads the stretches of each recording', () => {
    const annotations = uem.parse(sample('meeting.uem'), 'a');
    expect(
      annotations.map(({ uri, segments }) => [uri, segments.map(({ start, end }) => [start, end])]),
    ).toEqual([
      [
        'meeting-1',
        [
          [0, 600],
          [620.5, 1200],
        ],
      ],
      ['meeting-2', [[12.25, 900]]],
    ]);
    expect(uem.parse('a 1 0 1', 'x', { label: 'speech' })[0]?.segments[0]?.label).toBe('speech');
  });

  it('writes the label that is asked for, and no other as if it were that', () => {
    const segments = ['speech', 'noise'].map((label, start) => ({ start, end: start + 1, label }));
    const annotation = createAnnotation({ uri: 'a', kind: 'reference', segments });
    expect(uem.format([annotation], { label: 'noise' })).toBe('a 1 1.000000 2.000000\n');
    expect(() => uem.format([annotation])).toThrow(/^a: label is "speech"; expected only "scored"/);
  });

  it.each([
    ['a 1 0', /^x, line 1: found "a 1 0"; expected file, channel, start and end/],
    ['a 1 0 1 2', /^x, line 1: found "a 1 0 1 2"/],
    ['a 1 1 0', /^x, line 1: end is 0; expected seconds, more than the start 1/],
  ])('refuses %j', (text, message) => {
    expect(() => uem.parse(text, 'x')).toThrow(message);
  });
});
