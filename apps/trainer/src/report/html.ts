const fragment: unique symbol = Symbol('HTML');

/** HTML text that is safe to put into a page as it is. */
export interface Html {
  readonly [fragment]: string;
}

type Content = string | number | Html | readonly Content[];

/**
 * Writes HTML. Every string put in is escaped, so no file name or label can break the page; lists are joined.
 *
 * @example toText(html`<b>${'a < b'}</b>`) // '<b>a &lt; b</b>'
 */
export function html(texts: TemplateStringsArray, ...values: readonly Content[]): Html {
  return raw(texts.map((text, i) => text + (i < values.length ? write(values[i]!) : '')).join(''));
}

/** Text that already is HTML or SVG, from a source that escapes. */
export function raw(text: string): Html {
  return { [fragment]: text };
}

export function toText(content: Html): string {
  return content[fragment];
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function write(content: Content): string {
  if (typeof content === 'number') return String(content);
  if (typeof content === 'string') return content.replace(/[&<>"']/g, (character) => entities[character]!);
  return fragment in content ? toText(content) : content.map(write).join('');
}
