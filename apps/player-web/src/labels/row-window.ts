/** Rows above and below the visible ones that are there too, so that scrolling shows no gap. */
const SPARE = 6;

/**
 * Which rows of a long table have to be there for what is seen of it.
 *
 * @param top pixels that are scrolled away above
 * @param height pixels that are seen
 * @param rowHeight pixels of a row
 * @param count rows of the whole table
 * @returns the first row, and the one after the last; from 0 to `count`
 * @example rowWindow(4000, 400, 40, 5000) // { from: 94, to: 116 }
 */
export function rowWindow(
  top: number,
  height: number,
  rowHeight: number,
  count: number,
): { readonly from: number; readonly to: number } {
  const from = Math.min(Math.max(0, Math.floor(top / rowHeight) - SPARE), count);
  const to = Math.max(from, Math.min(count, Math.ceil((top + height) / rowHeight) + SPARE));
  return { from, to };
}

/**
 * How far a table has to be scrolled so that a row is seen whole: as little as possible.
 *
 * @param top pixels that are scrolled away above
 * @param height pixels that are seen
 * @example scrollToRow(3, 400, 200, 40) // 120
 */
export function scrollToRow(row: number, top: number, height: number, rowHeight: number): number {
  return Math.min(Math.max(top, (row + 1) * rowHeight - height), row * rowHeight);
}
