/** One element of a drawing. */
export interface SvgElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** What stands in it, elements and all. */
  readonly content: string;
}

/** All elements of a name that the attributes fit, in order; an element may not hold others of its name. */
export function elementsOf(
  svg: string,
  name: string,
  wanted: Readonly<Record<string, string>> = {},
): SvgElement[] {
  const pattern = new RegExp(`<${name}((?: [\\w:-]+="[^"]*")*)(?:/>|>(.*?)</${name}>)`, 'gs');
  return [...svg.matchAll(pattern)]
    .map(([, written = '', content = '']) => ({
      name,
      attributes: Object.fromEntries(
        [...written.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
      ) as Record<string, string>,
      content,
    }))
    .filter(({ attributes }) => Object.entries(wanted).every(([key, value]) => attributes[key] === value));
}

/** What stands between the first mark of a part and that of the next. */
export function partOf(svg: string, className: string): string {
  const from = svg.indexOf(`<g class="${className}">`);
  if (from < 0) throw new Error(`the drawing has no ${className}`);
  const to = svg.indexOf('<g class="', from + 1);
  return svg.slice(from, to < 0 ? undefined : to);
}

/** Where the plot lies whose part has that class: its upper left corner in the drawing's own pixels. */
export function cornerOf(svg: string, className: string): { readonly left: number; readonly top: number } {
  const match = new RegExp(`translate\\(([\\d.]+) ([\\d.]+)\\)"><g class="${className}"`).exec(svg);
  if (!match) throw new Error(`the drawing has no ${className}`);
  return { left: Number(match[1]), top: Number(match[2]) };
}
