import { FrameGrid } from '@earmark/dsp';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCsvTable } from './csv-table.ts';
import { frameTableCsv, shortestDecimal } from './frame-table-csv.ts';

const grid = new FrameGrid({ sampleRate: 16_000, frameLength: 400, hopLength: 160 });

async function csvOf(columns: readonly string[], ...pieces: Float32Array[]): Promise<string> {
  async function* given() {
    yield* pieces;
  }
  const table = { columns, grid, pieces: given(), metadata: {} };
  let text = '';
  for await (const part of frameTableCsv(table)) text += part;
  return text;
}

describe('frameTableCsv', () => {
  it('has a header, then a line a frame with its time', async () => {
    const text = await csvOf(['rms', 'zcr'], Float32Array.of(0.1, -2, 3.5, 1e-7), Float32Array.of(0, 1e9));
    expect(text).toBe('time,rms,zcr\n0.012500,0.1,-2\n0.022500,3.5,1e-7\n0.032500,0,1000000000\n');
  });

  it('is read back as the very same numbers, whatever they and the columns are called', async () => {
    const float = fc.float({ noNaN: true, noDefaultInfinity: true });
    await fc.assert(
      fc.asyncProperty(fc.array(float, { minLength: 3, maxLength: 30 }), async (numbers) => {
        const values = Float32Array.from(numbers.slice(0, numbers.length - (numbers.length % 3)));
        const columns = ['plain', 'with, comma', 'with "quotes"'];
        const rows = parseCsvTable(await csvOf(columns, values), ['time', ...columns]);
        expect(rows.length).toBe(values.length / 3);
        const read = rows.flatMap(({ cells }) => columns.map((column) => Math.fround(Number(cells[column]))));
        // CSV knows no negative zero.
        expect(read).toEqual([...values].map((value) => value + 0));
      }),
    );
  });
});

describe('shortestDecimal', () => {
  it('gives the same float again, in nine digits at most', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (float) => {
        const text = shortestDecimal(float);
        expect(Math.fround(Number(text)) + 0).toBe(float + 0);
        expect(
          text.replace(/e.*/, '').replace(/\D/g, '').replace(/^0+/, '').replace(/0+$/, '').length,
        ).toBeLessThan(10);
      }),
    );
  });

  it('writes no digit more than the number was given with', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -99_999, max: 99_999 }),
        fc.integer({ min: -6, max: 3 }),
        (mantissa, exponent) => {
          const decimal = Number(`${mantissa}e${exponent}`);
          expect(shortestDecimal(Math.fround(decimal))).toBe(String(decimal + 0));
        },
      ),
    );
  });
});
