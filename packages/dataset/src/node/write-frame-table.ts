import { frameTableCsv } from '../frame-table-csv.ts';
import type { FrameTable } from '../frame-table.ts';
import { writeFrameTableParquet } from './frame-table-parquet.ts';
import { writeAtomically } from './write-atomically.ts';

/** What a table of frames can be written as. */
export const frameTableFormats = ['csv', 'parquet'] as const;

export type FrameTableFormat = (typeof frameTableFormats)[number];

/**
 * Writes a table of frames for people who go on in Python, R or a spreadsheet. It is written beside and renamed, and never whole in
 * memory.
 *
 * @throws the error of the file system, or of the table's pieces; nothing is then left behind
 * @example await writeFrameTable('talk.parquet', table, 'parquet') // pandas.read_parquet('talk.parquet')
 */
export async function writeFrameTable(
  path: string,
  table: FrameTable,
  format: FrameTableFormat,
): Promise<void> {
  await writeAtomically(path, async (file) => {
    if (format === 'parquet') return writeFrameTableParquet(file, table);
    for await (const text of frameTableCsv(table)) await file.writeFile(text);
  });
}
