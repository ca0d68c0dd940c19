import type { FrameGrid } from '@earmark/dsp';
import { type FrameTable, timeColumn } from './frame-table.ts';

/**
 * A table as CSV (RFC 4180, but lines end with a line feed), piece by piece: a header, then a line a frame. Times have six
 * decimals, the other numbers the fewest digits that name their 32-bit float. The metadata has no place in it.
 *
 * @example
 * for await (const text of frameTableCsv(table)) process.stdout.write(text);
 * // time,rms,zcr
 * // 0.012500,0.35355338,0.125
 */
export async function* frameTableCsv({ columns, grid, pieces }: FrameTable): AsyncGenerator<string> {
  yield `${[timeColumn, ...columns].map(quoted).join(',')}\n`;
  let frame = 0;
  for await (const values of pieces) {
    yield csvRows(values, columns.length, grid, frame);
    frame += values.length / columns.length;
  }
}

function csvRows(values: Float32Array, width: number, grid: FrameGrid, firstFrame: number): string {
  let text = '';
  for (let from = 0, frame = firstFrame; from < values.length; from += width, frame++) {
    text += grid.centreSeconds(frame).toFixed(6);
    for (let column = 0; column < width; column++) text += `,${shortestDecimal(values[from + column]!)}`;
    text += '\n';
  }
  return text;
}

/**
 * The fewest digits that give the same 32-bit float again.
 *
 * @example shortestDecimal(Math.fround(0.1)) // '0.1', where String writes 0.10000000149011612
 */
export function shortestDecimal(float: number): string {
  // Seven digits at most are cut to fewer by `Number`; nine are enough for every float.
  for (let digits = 7; digits < 9; digits++) {
    const decimal = Number(float.toPrecision(digits));
    if (Math.fround(decimal) === float) return String(decimal);
  }
  return String(Number(float.toPrecision(9)));
}

const quoted = (name: string) => (/[",\r\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name);
