import { join } from 'node:path';
import { type CsvRow, CsvTableError, parseCsvTable } from '../../csv-table.ts';
import { ManifestError } from '../manifest-error.ts';
import { readManifestText } from '../manifest-text.ts';

/**
 * Reads the CSV file in which a corpus lists its recordings.
 *
 * @throws ManifestError for a file without one of the columns, or that is no CSV or no text.
 * @example await metadataTable('ESC-50', 'meta/esc50.csv', ['filename', 'category'])
 */
export async function metadataTable(
  folder: string,
  file: string,
  columns: readonly string[],
): Promise<readonly CsvRow[]> {
  const path = join(folder, file);
  const text = await readManifestText(path, 'the table of the recordings');
  try {
    return parseCsvTable(text, columns);
  } catch (cause) {
    if (!(cause instanceof CsvTableError)) throw cause;
    throw new ManifestError(path, cause.message, { line: cause.line, cause });
  }
}
