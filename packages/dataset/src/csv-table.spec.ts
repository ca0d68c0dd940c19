import { describe, expect, it } from '@jest/globals';
import { CsvTableError, parseCsvTable } from './csv-table.ts';

const failure = (text: string): CsvTableError => {
  try {
    parseCsvTable(text, ['path']);
  } catch (error) {
    if (error instanceof CsvTableError) return error;
    throw error;
  }
  throw new Error('expected a CsvTableError');
};

describe('parseCsvTable', () => {
  it('gives rows by column name with the line on which they begin', () => {
    const text = '\uFEFFpath, label\r\n"a ""q"", é", x \r\n\r\n"two\nlines",y\r\nlast,\r\n';
    expect(parseCsvTable(text, ['path'])).toEqual([
      { line: 2, cells: { path: 'a "q", é', label: 'x' } },
      { line: 4, cells: { path: 'two\nlines', label: 'y' } },
      { line: 6, cells: { path: 'last', label: '' } },
    ]);
  });

  it.each([';', '\t'])('finds that cells are separated by %j', (delimiter) => {
    const text = ['path,label', 'a,b.wav,dog'].map((line) => line.replace(/,(?=[a-z]+$)/, delimiter));
    expect(parseCsvTable(`${text.join('\n')}\n`, ['path'])).toEqual([
      { line: 2, cells: { path: 'a,b.wav', label: 'dog' } },
    ]);
  });

  it('has no rows where there is only a header', () => {
    expect(parseCsvTable('path\n', ['path'])).toEqual([]);
  });

  it.each([
    ['', 1, /no column "path"; found an empty file/],
    ['file;label\n', 1, /no column "path"; found file, label. Columns are separated by semicolons/],
    ['path,path\n', 1, /the column "path" is there twice/],
    ['path,label\na,b\nc\n', 3, /the row has 1 values; expected 2/],
    ['path,label\na,b,c\n', 2, /the row has 3 values; expected 2, as in the header; put values with commas/],
    ['path\n"a\n', 2, /not CSV: .*Quote/],
  ])('refuses %j', (text, line, message) => {
    const error = failure(text);
    expect(error.line).toBe(line);
    expect(error.message).toMatch(message);
  });
});
