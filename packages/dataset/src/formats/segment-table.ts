import { AnnotationError } from '../annotation-error.ts';
import { csvColumns, type CsvDialect, type CsvRow, CsvTableError, readCsvTable } from '../csv-table.ts';
import type { Segment } from '../segment.ts';
import { firstLine } from './lines.ts';
import { findSegmentColumns, type SegmentColumns } from './segment-columns.ts';
import { parseSegmentRow } from './segment-row.ts';

/** A row of a table of segments. */
export interface SegmentTableRow extends CsvRow {
  /** Undefined where the row labels no time. */
  readonly segment: Segment | undefined;
  /** The cell of the column with recordings, where there is such a column. */
  readonly recording: string | undefined;
}

const NUMERIC = ['start', 'end', 'duration', 'confidence', 'lowHz', 'highHz'] as const;

/**
 * Reads a table with one segment a row. Numbers may have a decimal comma where cells are not separated by commas, but
 * then all of them that have decimals.
 *
 * @param columns names that are certain; the others are found by `findSegmentColumns`.
 * @throws AnnotationError naming `uri`, line, value and expectation.
 */
export function parseSegmentTable(
  text: string,
  uri: string,
  dialect: CsvDialect,
  columns?: SegmentColumns,
): SegmentTableRow[] {
  const { names, rows } = table(text, uri, dialect, columns);
  const numeric = NUMERIC.flatMap((what) => names[what] ?? []);
  const hasDecimalCommas =
    dialect.delimiter !== ',' && rows.some(({ cells }) => numeric.some((name) => cells[name]!.includes(',')));
  return rows.map(({ line, cells }) => {
    const cell = (what: keyof SegmentColumns) => {
      const name = names[what];
      return name === undefined ? undefined : cells[name];
    };
    const number = (what: (typeof NUMERIC)[number]) => {
      const value = cell(what);
      if (!hasDecimalCommas || value === undefined) return value;
      if (value.includes('.')) {
        const expectation = 'expected a decimal comma, as in other numbers of this file';
        throw new AnnotationError(uri, `${what} is ${JSON.stringify(value)}; ${expectation}`, { line });
      }
      return value.replace(',', '.');
    };
    const segment = parseSegmentRow(
      {
        start: number('start') ?? '',
        end: number('end'),
        duration: number('duration'),
        label: cell('label') ?? '',
        confidence: number('confidence'),
        lowHz: number('lowHz'),
        highHz: number('highHz'),
        note: cell('note'),
      },
      uri,
      line,
    );
    return { line, cells, segment, recording: cell('recording') };
  });
}

/** Whether the first line names the columns of a table of segments. */
export function isSegmentTableHeader(text: string, delimiter: CsvDialect['delimiter']): boolean {
  try {
    const cells = firstLine(text).split(delimiter);
    findSegmentColumns(cells.map((cell) => cell.trim().replace(/^"(.*)"$/, '$1')));
    return true;
  } catch {
    return false;
  }
}

function table(text: string, uri: string, dialect: CsvDialect, given?: SegmentColumns) {
  try {
    const names = findSegmentColumns(csvColumns(text, dialect), given);
    return { names, rows: readCsvTable(text, dialect).rows };
  } catch (cause) {
    if (!(cause instanceof CsvTableError || cause instanceof RangeError)) throw cause;
    const line = cause instanceof CsvTableError ? cause.line : 1;
    throw new AnnotationError(uri, cause.message, { line, cause });
  }
}
