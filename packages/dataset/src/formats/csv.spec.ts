import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AnnotationError } from '../annotation-error.ts';
import { annotations, kept } from './annotations.fixture.ts';
import { csv, formatCsv, parseCsv, tsv } from './csv.ts';

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
    expect(parseCsv('label,x,end,start\nspeech,y,2,1\n', 'a.csv').segments).toEqual([
      { start: 1, end: 2, label: 'speech' },
    ]);
  });

  it('keeps notes, in a column that is there only where somebody wrote one', () => {
    const text = 'start,end,label,confidence,note\n0.000000,1.000000,x,,"a, ""b"""\n1.000000,2.000000,y,,\n';
    const annotation = parseCsv(text, 'a.csv');
    expect(annotation.segments).toEqual([
      { start: 0, end: 1, label: 'x', note: 'a, "b"' },
      { start: 1, end: 2, label: 'y' },
    ]);
    expect(formatCsv(annotation)).toBe(text);
    const withoutNotes = { ...annotation, segments: annotation.segments.slice(1) };
    expect(formatCsv(withoutNotes)).toBe('start,end,label,confidence\n1.000000,2.000000,y,\n');
  });

  it.each(['Note', 'notes', 'Comments'])('reads the column %s, several lines as one', (column) => {
    const note = (cell: string) =>
      parseCsv(`start,end,label,${column}\n0,1,x,${cell}\n`, 'a.csv').segments[0]?.note;
    expect([note('"a,\r\n b"'), note('a  b'), note(' ')]).toEqual(['a, b', 'a  b', undefined]);
    expect(() => note('x'.repeat(1001))).toThrow(
      /^a\.csv, line 2: note has 1001 characters; expected 1000 at most$/,
    );
  });

  it.each([
    ['start,end\n', /^a\.csv, line 1: there is no column for label; found start, end; expected label, class/],
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

  it('finds columns of other names, durations, semicolons and decimal commas', () => {
    expect(parseCsv('Onset;Duration (s);Event-Label;x\n0,5;1,25;a, b;-\n', 'a.csv').segments).toEqual([
      { start: 0.5, end: 1.75, label: 'a, b' },
    ]);
    expect(() => parseCsv('start;end;label\n0,5;1;a\n1.5;2;b\n', 'a.csv')).toThrow(
      /^a\.csv, line 3: start is "1.5"; expected a decimal comma, as in other numbers/,
    );
  });

  it('takes the columns that are said, and names those that are not there', () => {
    const text = 'a,b,c,label\n1,2,x,y\n';
    const columns = { start: 'a', duration: 'b', label: 'c' };
    expect(csv.parse(text, 'a.csv', { columns })[0]?.segments).toEqual([{ start: 1, end: 3, label: 'x' }]);
    expect(() => csv.parse(text, 'a.csv', { columns: { ...columns, label: 'd' } })).toThrow(
      /^a\.csv, line 1: there is no column "d" for label; found a, b, c, label/,
    );
  });

  it('tells recordings apart', () => {
    const text =
      'recording,start,end,label,confidence\n"a, 1",0.000000,1.000000,x,\nb,0.000000,1.000000,y,0.500000\n';
    const annotations = csv.parse(text, 'all.csv');
    expect(annotations.map(({ uri, segments }) => [uri, segments.length])).toEqual([
      ['a, 1', 1],
      ['b', 1],
    ]);
    expect(csv.format(annotations)).toBe(text);
    expect(parseCsv(text, 'all.csv')).toMatchObject({
      uri: 'all.csv',
      segments: [{ label: 'x' }, { label: 'y' }],
    });
  });

  it('says the recording even if it is the only one', () => {
    const annotation = parseCsv('start,end,label\n0,1,x\n', 'm1');
    expect(csv.parse(csv.format([annotation]), 'all.csv')).toEqual([annotation]);
    expect(tsv.parse(tsv.format([annotation]), 'all.tsv')).toEqual([annotation]);
  });

  it('skips rows without a length or a label', () => {
    expect(parseCsv('start,end,label\n0,0,x\n0,1,\n0,1,y\n', 'a.csv').segments).toEqual([
      { start: 0, end: 1, label: 'y' },
    ]);
  });

  it('takes a quote for text in a TSV where no cell begins with one', () => {
    const label = (cell: string) =>
      tsv.parse(`start\tend\tlabel\n0\t1\t${cell}\n`, 'a.tsv')[0]?.segments[0]?.label;
    expect([label('a "b'), label('"a ""b"'), label('5" nails')]).toEqual(['a "b', 'a "b', '5" nails']);
  });

  it('gives back what was written, to a microsecond', () => {
    fc.assert(
      fc.property(annotations, (annotation) => {
        expect(parseCsv(formatCsv(annotation), 'a')).toEqual(
          kept(annotation, ['confidence', 'frequencies', 'note'], 6),
        );
      }),
    );
  });
});
