import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AnnotationError } from '../annotation-error.ts';
import { annotations, rounded } from './annotations.fixture.ts';
import { formatCsv, parseCsv } from './csv.ts';

describe('segments as CSV', () => {
  it('reads and writes', () => {
    const text = 'start,end,label,confidence\n0.000000,1.500000,"a, ""b""",0.987654\n1.500000,2.000000,c,\n';
    const annotation = parseCsv(text, 'a.csv');
    expect(annotation.segments).toEqual([
      { start: 0, end: 1.5, label: 'a, "b"', confidence: 0.987654 },
      { start: 1.5, end: 2, label: 'c' },
    ]);
    expect(formatCsv(annotation)).toBe(text);
  });

  it('needs no confidence, and any order of columns', () => {
    expect(parseCsv('label,note,end,start\nspeech,x,2,1\n', 'a.csv').segments).toEqual([
      { start: 1, end: 2, label: 'speech' },
    ]);
  });

  it.each([
    ['start,end\n', /^a\.csv, line 1: there is no column "label"/],
    ['start,end,label\n0,1,a\n1,x,b\n', /^a\.csv, line 3: end is "x"; expected a number/],
    [
      'start,end,label,confidence\n0,1,a,2\n',
      /^a\.csv, line 2: confidence is 2; expected a number from 0 to 1/,
    ],
    ['start,end,label\n0,1\n', /^a\.csv, line 2: the row has 2 values; expected 3/],
  ])('refuses %j', (text, message) => {
    expect(() => parseCsv(text, 'a.csv')).toThrow(AnnotationError);
    expect(() => parseCsv(text, 'a.csv')).toThrow(message);
  });

  it('gives back what was written, to a microsecond', () => {
    fc.assert(
      fc.property(annotations, (annotation) => {
        expect(parseCsv(formatCsv(annotation), 'a')).toEqual(rounded(annotation, true));
      }),
    );
  });
});
