type Attributes = Readonly<Record<string, string | number | undefined>>;

/**
 * Writes one SVG element. Attributes are escaped, those that are undefined left out; numbers have at most two decimals, which is a
 * hundredth of a pixel.
 *
 * @param children elements, or text from `svgText`
 * @example element('rect', { x: 1 / 3, width: 10 }) // '<rect x="0.33" width="10"/>'
 */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? decimals(value) : svgText(value!)}"`);
  const content = children.join('');
  return `<${name}${written.join('')}${content === '' ? '/>' : `>${content}</${name}>`}`;
}

/** A coordinate as it stands in a path. */
export function decimals(value: number): string {
  return String(Math.round(value * 100) / 100);
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text that can stand in an element or an attribute; characters that XML has no place for become �. */
export function svgText(text: string): string {
  return text
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Cs}/gu, '\ufffd')
    .replace(/[&<>"]/g, (character) => entities[character]!);
}
