import { describe, expect, it } from '@jest/globals';
import { createAnnotation } from '../annotation.ts';
import { sample } from './samples.fixture.ts';
import { srt } from './srt.ts';

describe('the SRT format', () => {
  it('reads numbered blocks, and joins their lines', () => {
    expect(srt.parse(sample('talk.srt'), 'a')[0]?.segments).toEqual([
      { start: 1.5, end: 4, label: 'Salt & pepper, please' },
      { start: 3599.999, end: 3601.25, label: '[door]' },
    ]);
  });

  it('writes labels that look like parts of the file', () => {
    const labels = ['7', '00:00:01,000 --> 00:00:02,000', '-->'];
    const segments = labels.map((label, start) => ({ start, end: start + 0.5, label }));
    const text = srt.format([createAnnotation({ uri: 'a', kind: 'reference', segments })]);
    expect(text.slice(0, 36)).toBe('1\n00:00:00,000 --> 00:00:00,500\n7\n\n2');
    expect(srt.parse(text, 'a')[0]?.segments).toEqual(segments);
  });

  it('skips cues without a text', () => {
    const text = '1\n00:00:00,000 --> 00:00:01,000\n\n2\n00:00:01,000 --> 00:00:02,000\nx\n';
    expect(srt.parse(text, 'a')[0]?.segments).toEqual([{ start: 1, end: 2, label: 'x' }]);
  });

  it.each([
    ['1\n', /^a, line 1: found ""; expected times such as/],
    ['1\nsoon\nx\n', /^a, line 2: found "soon"; expected times such as 00:00:01.500 --> 00:00:02.000/],
    [
      '1\n00:00:02,000 --> 00:00:01,000\nx\n',
      /^a, line 2: end is 1; expected seconds, more than the start 2/,
    ],
    ['1\n00:00:00,000 --> 00:00:01,000\n\nx\n', /^a, line 4: found ""; expected times/],
  ])('refuses %j', (text, message) => {
    expect(() => srt.parse(text, 'a')).toThrow(message);
  });
});
