import { readdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FrameGrid } from '@earmark/dsp';
import { describe, expect, it } from '@jest/globals';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects } from 'hyparquet';
import type { FrameTable } from '../frame-table.ts';
import { useFolder } from './recordings.fixture.ts';
import { writeFrameTable } from './write-frame-table.ts';

const grid = new FrameGrid({ sampleRate: 44_100, frameLength: 1024, hopLength: 512 });
const folder = useFolder();

/** Row t is [t, -t / 3]; in pieces of several lengths. */
function table(rows: number, failAt = Infinity): FrameTable {
  async function* pieces() {
    for (let from = 0, length = 1; from < rows; from += length, length = (length * 7) % 1009) {
      if (from >= failAt) throw new Error('the recording is damaged');
      const count = Math.min(length, rows - from);
      yield Float32Array.from(
        { length: 2 * count },
        (_, i) => (i % 2 === 0 ? 1 : -1 / 3) * (from + (i >> 1)),
      );
    }
  }
  return {
    columns: ['count', 'third'],
    grid,
    pieces: pieces(),
    metadata: { 'earmark:recording': 'a "b".wav', more: 'é' },
  };
}

describe('writeFrameTable', () => {
  it.each([0, 1, 16_384, 40_000])(
    'writes %i rows as Parquet, in row groups, with their metadata',
    async (rows) => {
      const path = folder.path(`${rows}.parquet`);
      await writeFrameTable(path, table(rows), 'parquet');
      const file = await asyncBufferFromFile(path);
      const metadata = await parquetMetadataAsync(file);
      expect(metadata.num_rows).toBe(BigInt(rows));
      expect(metadata.row_groups.length).toBe(Math.ceil(rows / 16_384));
      expect(metadata.created_by).toBe('Earmark');
      expect(metadata.key_value_metadata).toEqual([
        { key: 'earmark:recording', value: 'a "b".wav' },
        { key: 'more', value: 'é' },
      ]);
      expect(metadata.schema.map(({ name, type, repetition_type }) => [name, type, repetition_type])).toEqual(
        [
          ['root', undefined, undefined],
          ['time', 'DOUBLE', 'REQUIRED'],
          ['count', 'FLOAT', 'REQUIRED'],
          ['third', 'FLOAT', 'REQUIRED'],
        ],
      );
      const read = await parquetReadObjects({ file });
      expect(read.length).toBe(rows);
      const wrong = read.findIndex(
        ({ time, count, third }, t) =>
          time !== grid.centreSeconds(t) ||
          count !== t ||
          third !== Math.fround(-t / 3) + (t === 0 ? third : 0),
      );
      expect(wrong).toBe(-1);
    },
  );

  it('writes the same rows as CSV', async () => {
    const path = folder.path('rows.csv');
    await writeFrameTable(path, table(3000), 'csv');
    const lines = (await readFile(path, 'utf8')).split('\n');
    expect(lines.length).toBe(3002);
    expect(lines[0]).toBe('time,count,third');
    expect(lines[2]).toBe('0.023220,1,-0.33333334');
    expect(lines[3000]).toBe(`${grid.centreSeconds(2999).toFixed(6)},2999,-999.6667`);
  });

  it.each(['csv', 'parquet'] as const)('leaves no %s behind where the rows fail', async (format) => {
    const path = folder.path(`broken/rows.${format}`);
    await expect(writeFrameTable(path, table(20_000, 18_000), format)).rejects.toThrow('damaged');
    expect(await readdir(dirname(path))).toEqual([]);
  });
});
