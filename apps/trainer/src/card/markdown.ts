/**
 * A table of a Markdown page, with its columns as wide as their cells. What Markdown would read as more than text is escaped, but for
 * what stands between backticks.
 *
 * @example markdownTable(['label', 'F1'], [['bird', '0.9']]) // '| label | F1  |\n| ----- | --- |\n| bird  | 0.9 |\n'
 */
export function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [columns, ...rows].map((row) => row.map(escapeCell));
  const widths = columns.map((_, column) => Math.max(3, ...cells.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column]!)).join(' | ')} |\n`;
  const [head, ...body] = cells;
  return [line(head!), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('');
}

const escapeCell = (text: string): string =>
  text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/`[^`]*`|[\\|<*]/g, (found) =>
      found.length > 1 ? found.replaceAll('|', '\\|') : `\\${found}`,
    );

/**
 * The fields of a value as rows of a table: their names and, as code, their values.
 *
 * @example fieldRows({ units: [96], ahead: 5 }) // [['units', '`[96]`'], ['ahead', '`5`']]
 */
export const fieldRows = (fields: object): string[][] =>
  Object.entries(fields).map(([name, value]) => [name, `\`${JSON.stringify(value)}\``]);

/** Lines that are shown as they are typed. */
export const codeBlock = (text: string): string => `    ${text.trim().replaceAll('\n', '\n    ')}\n`;
