// The browser build: it brings its own Buffer and runs in Node as well.
import { CsvError, parse } from 'csv-parse/browser/esm/sync';
import { firstLine } from './formats/lines.ts';

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

/** A CSV file: its header, and its rows below. */
export interface CsvTable {
  /** The names in the header line; none for an empty file. */
  readonly columns: readonly string[];
  readonly rows: readonly CsvRow[];
}

/** How the cells of a line are told apart. */
export interface CsvDialect {
  readonly delimiter: ',' | ';' | '\t';
  /** False where a double quote is a character like any other. */
  readonly hasQuotes?: boolean;
}

const DELIMITER_NAMES = { ',': 'commas', ';': 'semicolons', '\t': 'tabs' };

/**
 * What separates the cells: whichever of comma, semicolon and tab the first line that is not blank has most of.
 *
 * @example delimiterOf('path;label\n') // ';'
 */
export function delimiterOf(text: string): CsvDialect['delimiter'] {
  const header = firstLine(text);
  const delimiters = Object.keys(DELIMITER_NAMES) as CsvDialect['delimiter'][];
  const counts = delimiters.map((delimiter) => header.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))]!;
}

/**
 * Reads CSV with a header line (RFC 4180; a byte order mark, CRLF and empty lines are fine), separated as `delimiterOf` finds. Cells
 * and column names are trimmed.
 *
 * @throws CsvTableError for unbalanced quotes, a missing or doubled column, or a row of another length than the header.
 * @example parseCsvTable('path,label\na.wav,noise\n', ['path']) // [{ line: 2, cells: { path: 'a.wav', label: 'noise' } }]
 */
export function parseCsvTable(text: string, requiredColumns: readonly string[]): readonly CsvRow[] {
  const dialect = { delimiter: delimiterOf(text) };
  const columns = csvColumns(text, dialect);
  for (const required of requiredColumns) {
    if (!columns.includes(required)) {
      const found = columns.length > 0 ? columns.join(', ') : 'an empty file';
      throw new CsvTableError(
        1,
        `there is no column "${required}"; found ${found}. Columns are separated by ${DELIMITER_NAMES[dialect.delimiter]}`,
      );
    }
  }
  return readCsvTable(text, dialect).rows;
}

/**
 * Reads CSV whose columns the caller doesn't know beforehand.
 *
 * @throws CsvTableError as `parseCsvTable`.
 * @example readCsvTable('a;b\n1;2\n', { delimiter: ';' }).columns // ['a', 'b']
 */
export function readCsvTable(text: string, dialect: CsvDialect): CsvTable {
  const columns = csvColumns(text, dialect);
  const rows = records(text, dialect).slice(1);
  return {
    columns,
    rows: rows.map(({ line, cells }) => ({
      line,
      cells: Object.fromEntries(columns.map((column, index) => [column, cells[index]!])),
    })),
  };
}

/**
 * The names in the header line; none for an empty file.
 *
 * @throws CsvTableError for unbalanced quotes or a doubled column.
 * @example csvColumns('a;b\n1;2\n', { delimiter: ';' }) // ['a', 'b']
 */
export function csvColumns(text: string, dialect: CsvDialect): string[] {
  const columns = records(text, dialect, 1)[0]?.cells ?? [];
  const seen = new Set<string>();
  for (const column of columns) {
    if (seen.has(column)) {
      throw new CsvTableError(1, `the column "${column}" is there twice; expected every column once`);
    }
    seen.add(column);
  }
  return columns;
}

function records(
  text: string,
  { delimiter, hasQuotes = true }: CsvDialect,
  most = Infinity,
): { line: number; cells: string[] }[] {
  const lineOf = (last: number, cells: readonly string[]) =>
    last - (cells.join('').match(/\r\n|\r|\n/g)?.length ?? 0);
  try {
    const parsed = parse(text, {
      bom: true,
      delimiter,
      info: true,
      quote: hasQuotes ? '"' : null,
      skip_empty_lines: true,
      to: most === Infinity ? -1 : most,
      trim: true,
    });
    return (parsed as unknown as { record: string[]; info: { lines: number } }[]).map(({ record, info }) => ({
      line: lineOf(info.lines, record),
      cells: record,
    }));
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const line = typeof cause.lines === 'number' ? cause.lines : 1;
    if (cause.code !== 'CSV_RECORD_INCONSISTENT_FIELDS_LENGTH') {
      throw new CsvTableError(line, `not CSV: ${cause.message}`);
    }
    const cells = cause['record'] as string[];
    const hint = hasQuotes ? `; put values with ${DELIMITER_NAMES[delimiter]} in double quotes` : '';
    throw new CsvTableError(
      lineOf(line, cells),
      `the row has ${cells.length} values; expected ${csvColumns(text, { delimiter, hasQuotes }).length}, as in the header${hint}`,
    );
  }
}
