/** A line of a text file; `line` is 1-based. */
export interface TextLine {
  readonly line: number;
  readonly content: string;
}

/**
 * The lines of a text that are not blank. A byte order mark and the line ends of every system are fine.
 *
 * @example linesOf('a\r\n\r\nb') // [{ line: 1, content: 'a' }, { line: 3, content: 'b' }]
 */
export function linesOf(text: string): TextLine[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .map((content, index) => ({ line: index + 1, content }))
    .filter(({ content }) => content.trim() !== '');
}

/** The first line that is not blank, without splitting all of a long text; '' for none. */
export function firstLine(text: string): string {
  return linesOf(text.slice(0, 10_000))[0]?.content ?? '';
}
