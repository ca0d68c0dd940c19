/**
 * Rows of text as a table for a terminal: the first column to the left, the others to the right.
 *
 * @example textTable([['split', 'length'], ['train', '1.0 s']]) // 'split  length\ntrain   1.0 s\n'
 */
export function textTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows)
    row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)));
  return rows
    .map((row) => {
      const cells = row.map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!),
      );
      return `${cells.join('  ').trimEnd()}\n`;
    })
    .join('');
}
