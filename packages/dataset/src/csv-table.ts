// The browser build: it brings its own Buffer and runs in Node as well.
import { CsvError, parse } from 'csv-parse/browser/esm/sync';

/** A row of a CSV file: its cells by column name, and the line of the file on which it begins (1-based). */
export interface CsvRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

/** Text that isn't a CSV table; `line` is 1-based. */
export class CsvTableError extends Error {
  override readonly name = 'CsvTableError';
  readonly line: number;

  constructor(line: number, problem: string) {
    super(problem);
    this.line = line;
  }
}

/**
 * Reads CSV with a header line (RFC 4180; a byte order mark, CRLF and empty lines are fine). Cells and column
 * names are trimmed.
 *
 * @throws CsvTableError for unbalanced quotes, a missing or doubled column, or a row of another length than the header.
 * @example parseCsvTable('path,label\na.wav,noise\n', ['path']) // [{ line: 2, cells: { path: 'a.wav', label: 'noise' } }]
 */
export function parseCsvTable(text: string, requiredColumns: readonly string[]): CsvRow[] {
  const [header, ...rows] = records(text);
  const columns = header?.cells ?? [];
  for (const required of requiredColumns) {
    if (!columns.includes(required)) {
      const found = header ? columns.join(', ') : 'an empty file';
      throw new CsvTableError(
        1,
        `there is no column "${required}"; found ${found}. Columns are separated by commas`,
      );
    }
  }
  const doubled = columns.find((column, index) => columns.indexOf(column) !== index);
  if (doubled !== undefined) {
    throw new CsvTableError(1, `the column "${doubled}" is there twice; expected every column once`);
  }
  return rows.map(({ line, cells }) => {
    if (cells.length !== columns.length) {
      const expectation = `expected ${columns.length}, as in the header; put values with commas in double quotes`;
      throw new CsvTableError(line, `the row has ${cells.length} values; ${expectation}`);
    }
    return {
      line,
      cells: Object.fromEntries(columns.map((column, index) => [column, cells[index] as string])),
    };
  });
}

function records(text: string): { line: number; cells: string[] }[] {
  try {
    const parsed = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
    return (parsed as unknown as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => {
      const breaksInside = record.join('').match(/\r\n|\r|\n/g)?.length ?? 0;
      return { line: info.lines - breaksInside, cells: record };
    });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    throw new CsvTableError(typeof cause.lines === 'number' ? cause.lines : 1, `not CSV: ${cause.message}`);
  }
}
