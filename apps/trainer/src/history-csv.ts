/**
 * A training's epochs as CSV text, a row for each.
 *
 * @param columns in their order
 * @example historyCsv([{ epoch: 0, validLoss: 0.5 }], ['epoch', 'validLoss']) // 'epoch,validLoss\n0,0.5\n'
 */
export function historyCsv<Column extends string>(
  history: readonly Readonly<Record<Column, number>>[],
  columns: readonly Column[],
): string {
  const rows = history.map((row) => columns.map((column) => row[column]).join(','));
  return [columns.join(','), ...rows, ''].join('\n');
}
