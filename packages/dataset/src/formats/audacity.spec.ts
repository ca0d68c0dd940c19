import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AnnotationError } from '../annotation-error.ts';
import { createRandom } from '../random.ts';
import { annotations, kept } from './annotations.fixture.ts';
import { formatAudacity, parseAudacity } from './audacity.ts';

const TRACK = '0.000000\t1.240000\tnoise\n1.240000\t5.550000\tspeech\n';

describe('the Audacity format', () => {
  it('reads and writes a label track', () => {
    const annotation = parseAudacity(TRACK, 'a.txt');
    expect(annotation).toEqual({
      uri: 'a.txt',
      kind: 'reference',
      segments: [
        { start: 0, end: 1.24, label: 'noise' },
        { start: 1.24, end: 5.55, label: 'speech' },
      ],
    });
    expect(formatAudacity(annotation)).toBe(TRACK);
  });

  it('reads what other programs write: byte order mark, CRLF, frequency rows, empty lines, any order, tabs', () => {
    const text = '\uFEFF2\t3\t b\r\n\\\t100.0\t8000.0\r\n\r\n.5\t1e0\ta\t\r\n';
    expect(parseAudacity(text, 'a.txt').segments).toEqual([
      { start: 0.5, end: 1, label: 'a' },
      { start: 2, end: 3, label: 'b', lowHz: 100, highHz: 8000 },
    ]);
    expect(parseAudacity('', 'a.txt').segments).toEqual([]);
  });

  it.each([
    ['0 1 speech', /found "0 1 speech"; expected start, end and label, separated by tabs/],
    ['0\t1', /found "0\\t1"; expected start, end and label/],
    ['0,5\t1\tspeech', /start is "0,5"; expected a number with a decimal point/],
    ['0x10\t17\tspeech', /start is "0x10"/],
    ['\t17\tspeech', /start is ""/],
    ['0\tInfinity\tspeech', /end is "Infinity"/],
    ['1\t0.5\tspeech', /end is 0.5; expected seconds, more than the start 1/],
    ['-1\t-1\tspeech', /start is -1/],
    ['0\tNaN\t', /end is "NaN"/],
    ['-1\t1\tspeech', /start is -1/],
    ['\\\t100', /found "\\\\\\t100"; expected a backslash, a low and a high frequency in Hz/],
    ['\\\t200\t100', /the high frequency is 100; expected Hz, no less than 200/],
  ])('refuses %j and names file and line', (line, message) => {
    const parse = () => parseAudacity(`0\t1\ta\n${line}\n`, 'tracks/a.txt');
    expect(parse).toThrow(AnnotationError);
    expect(parse).toThrow(message);
    expect(parse).toThrow(/^tracks\/a\.txt, line 2: /);
  });

  it('keeps the frequencies that are known, and knows no negative ones', () => {
    const text =
      '0.000000\t1.000000\ta\n\\\t-1.000000\t900.500000\n1.000000\t2.000000\tb\n\\\t50.000000\t50.000000\n';
    const annotation = parseAudacity(text, 'a.txt');
    expect(annotation.segments).toEqual([
      { start: 0, end: 1, label: 'a', highHz: 900.5 },
      { start: 1, end: 2, label: 'b', lowHz: 50, highHz: 50 },
    ]);
    expect(formatAudacity(annotation)).toBe(text);
    expect(() => parseAudacity('\\\t1\t2\n', 'a.txt')).toThrow(/^a\.txt, line 1: .*expected a label above/);
  });

  it('skips points and empty labels with their frequencies, and says so once', () => {
    const text = '1\t1\tclick\n\\\t10\t20\n0\t1\ta\n2\t3\t \n';
    const said: string[] = [];
    const { segments } = parseAudacity(text, 'a.txt', 'reference', (message) => said.push(message));
    expect(segments).toEqual([{ start: 0, end: 1, label: 'a' }]);
    expect(said).toEqual(['skipped 2 of 3 marks, without a length or without a label']);
    parseAudacity(TRACK, 'a.txt', 'reference', (message) => said.push(message));
    expect(said).toHaveLength(1);
  });

  it('refuses to write what would be empty', () => {
    const segments = [{ start: 1, end: 1.0000001, label: 'click' }];
    const annotation = { uri: 'a', kind: 'reference', segments } as const;
    expect(() => formatAudacity(annotation)).toThrow(
      /^a: "click" from 1 s ends at 1.0000001 s; .*microseconds/,
    );
  });

  it('gives back what was written, to a microsecond', () => {
    fc.assert(
      fc.property(annotations, (annotation) => {
        const back = parseAudacity(formatAudacity(annotation), 'a');
        expect(back).toEqual(kept(annotation, ['frequencies'], 6));
        expect(parseAudacity(formatAudacity(back), 'a')).toEqual(back);
      }),
    );
  });

  it('answers damaged text with an annotation or an AnnotationError, never otherwise', () => {
    const random = createRandom(1);
    const alphabet = '\t\n\r\\0159.-+e,xé \u0000\uFEFF';
    let refused = 0;
    for (let round = 0; round < 3000; round += 1) {
      const characters = Array.from(TRACK);
      for (let change = random.integer(6); change >= 0; change -= 1) {
        const replacement = alphabet[random.integer(alphabet.length)] as string;
        characters.splice(random.integer(characters.length), random.integer(3), replacement);
      }
      try {
        parseAudacity(characters.join(''), 'a.txt');
      } catch (error) {
        expect(error).toBeInstanceOf(AnnotationError);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(500);
    expect(refused).toBeLessThan(3000);
  });
});
