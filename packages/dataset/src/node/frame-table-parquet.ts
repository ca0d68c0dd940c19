import type { FileHandle } from 'node:fs/promises';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { type FrameTable, timeColumn } from '../frame-table.ts';

/** Rows that are written at a time; the file has them as row groups. */
const GROUP_ROWS = 16_384;

/**
 * Writes a table as Apache Parquet: `time` in 64-bit floats, the other columns in 32-bit floats, the metadata in the footer. Only one
 * row group at a time is in memory.
 *
 * @example await writeAtomically('talk.parquet', (file) => writeFrameTableParquet(file, table));
 */
export async function writeFrameTableParquet(file: FileHandle, table: FrameTable): Promise<void> {
  const { columns, grid, pieces, metadata } = table;
  const width = columns.length;
  const bytes = new ByteWriter();
  const flush = async () => {
    await file.writeFile(bytes.getBytes());
    bytes.index = 0;
  };
  const parquet = new ParquetWriter({
    writer: Object.assign(bytes, { flush, finish: flush }),
    schema: [
      { name: 'root', num_children: 1 + width },
      { name: timeColumn, type: 'DOUBLE', repetition_type: 'REQUIRED' },
      ...columns.map((name) => ({ name, type: 'FLOAT' as const, repetition_type: 'REQUIRED' as const })),
    ],
    kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
    createdBy: 'Earmark',
  });

  const times = new Float64Array(GROUP_ROWS);
  const group = columns.map(() => new Float32Array(GROUP_ROWS));
  let rows = 0;
  let frame = 0;
  const writeGroup = async () => {
    const data = [
      { name: timeColumn, data: times.subarray(0, rows) },
      ...columns.map((name, column) => ({ name, data: group[column]!.subarray(0, rows) })),
    ];
    await parquet.write({ columnData: data, rowGroupSize: GROUP_ROWS });
    rows = 0;
  };
  for await (const values of pieces) {
    for (let from = 0; from < values.length; from += width) {
      times[rows] = grid.centreSeconds(frame++);
      for (let column = 0; column < width; column++) group[column]![rows] = values[from + column]!;
      if (++rows === GROUP_ROWS) await writeGroup();
    }
  }
  if (rows > 0) await writeGroup();
  await parquet.finish();
}
