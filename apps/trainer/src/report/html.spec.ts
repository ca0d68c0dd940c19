import { describe, expect, it } from '@jest/globals';
import { html, raw, toText } from './html.ts';

describe('html', () => {
  it('escapes what is put in, and nothing twice', () => {
    const name = `<script>"&'`;
    const inner = html`<b title="${name}">${name}</b>`;
    expect(toText(html`<i>${inner}</i>`)).toBe(
      '<i><b title="&lt;script&gt;&quot;&amp;&#39;">&lt;script&gt;&quot;&amp;&#39;</b></i>',
    );
  });

  it('joins lists and writes numbers', () => {
    expect(toText(html`${[1, 'a', html`<b>2</b>`, [raw('<hr>')]]}`)).toBe('1a<b>2</b><hr>');
  });
});
