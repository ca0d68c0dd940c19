import { describe, expect, it } from '@jest/globals';
import { createAnnotation } from '../annotation.ts';
import { sample } from './samples.fixture.ts';
import { webVtt } from './webvtt.ts';

describe('the WebVTT format', () => {
  it('reads cues, without notes, styles, settings and tags', () => {
    expect(webVtt.parse(sample('talk.vtt'), 'a')[0]?.segments).toEqual([
      { start: 1.5, end: 4, label: 'Salt & pepper, please' },
      { start: 3599.999, end: 3601.25, label: 'door' },
    ]);
  });

  it('escapes what would be markup', () => {
    const segments = [{ start: 0, end: 360_000.0014, label: '<b> --> &amp;' }];
    const text = webVtt.format([createAnnotation({ uri: 'a', kind: 'reference', segments })]);
    expect(text).toBe('WEBVTT\n\n00:00:00.000 --> 100:00:00.001\n&lt;b&gt; --&gt; &amp;amp;\n');
    expect(webVtt.parse(text, 'a')[0]?.segments).toEqual([{ ...segments[0], end: 360_000.001 }]);
  });

  it('skips cues without a length or a text, and says so', () => {
    const cues =
      '00:01.000 --> 00:02.000\n<i></i>\n\n00:02.000 --> 00:02.000\nx\n\n00:02.000 --> 00:03.000\ny';
    const said: string[] = [];
    const [found] = webVtt.parse(`WEBVTT\n\n${cues}`, 'a', { onSkip: (message) => said.push(message) });
    expect(found?.segments).toEqual([{ start: 2, end: 3, label: 'y' }]);
    expect(said).toEqual(['skipped 2 of 3 marks, without a length or without a label']);
  });

  it.each([
    ['', /^a, line 1: found ""; expected a first line with WEBVTT/],
    ['\nWEBVTT\n', /^a, line 1: /],
    ['WEBVTTX\n', /^a, line 1: found "WEBVTTX"/],
    [
      'WEBVTT\n\n00:01 --> 00:02\nx',
      /^a, line 3: found "00:01 --> 00:02"; expected times such as 00:00:01.500/,
    ],
    [
      'WEBVTT\n\nname\n00:01.000 --> 00:00.500\nx',
      /^a, line 4: end is 0.5; expected seconds, more than the start 1/,
    ],
    ['WEBVTT\n\n00:61.000 --> 00:62.000\nx', /^a, line 3: found "00:61.000/],
  ])('refuses %j', (text, message) => {
    expect(() => webVtt.parse(text, 'a')).toThrow(message);
  });
});
