import type { CsvTable } from '../csv-table.ts';
import { isManifestColumn } from './manifest-columns.ts';
import { ManifestError } from './manifest-error.ts';

/**
 * Reads a manifest of one JSON object per line as rows of text, as a CSV manifest has them; empty lines are fine, null is nothing.
 *
 * @throws ManifestError naming the line that is no object, or the value that is neither text nor number.
 * @example parseJsonLines('m.jsonl', '{"path": "a.wav", "weight": 2}\n') // rows: [{ line: 1, cells: { path: 'a.wav', weight: '2' } }]
 */
export function parseJsonLines(manifest: string, text: string): CsvTable {
  const rows = text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\n|\r/)
    .flatMap((line, index) =>
      line.trim() === '' ? [] : [{ line: index + 1, cells: cellsOf(manifest, line, index + 1) }],
    );
  return { columns: [...new Set(rows.flatMap(({ cells }) => Object.keys(cells)))], rows };
}

function cellsOf(manifest: string, text: string, line: number): Record<string, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ManifestError(manifest, `not JSON: ${(cause as Error).message}; expected one object per line`, {
      line,
      cause,
    });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ManifestError(
      manifest,
      `found ${text.slice(0, 40)}; expected an object, such as {"path": "a.wav"}`,
      { line },
    );
  return Object.fromEntries(
    Object.entries(value).map(([column, cell]: [string, unknown]) => {
      if (typeof cell === 'object' && cell !== null && isManifestColumn(column)) {
        const problem = `found ${JSON.stringify(cell)}; expected text, a number or null`;
        throw new ManifestError(manifest, problem, { line, column });
      }
      return [column, cell === null ? '' : typeof cell === 'string' ? cell.trim() : JSON.stringify(cell)];
    }),
  );
}
