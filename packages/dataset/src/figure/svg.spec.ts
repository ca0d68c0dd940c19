import { describe, expect, it } from '@jest/globals';
import { element, svgText } from './svg.ts';

describe('element', () => {
  it('writes attributes and children, numbers to a hundredth', () => {
    expect(element('g', { x: 1 / 3, y: -0.001, fill: undefined }, element('title', {}, 'a'), 'b')).toBe(
      '<g x="0.33" y="0"><title>a</title>b</g>',
    );
    expect(element('rect', { class: 'a "b" <c>' })).toBe('<rect class="a &quot;b&quot; &lt;c&gt;"/>');
  });
});

describe('svgText', () => {
  it('escapes what XML reads otherwise, and replaces what it can not hold', () => {
    expect(svgText('a & b < c > "d"')).toBe('a &amp; b &lt; c &gt; &quot;d&quot;');
    expect(svgText('\u0000\u001b[1m tab\there \ud800! 𝄞 Zürich')).toBe(
      '\ufffd\ufffd[1m tab\there \ufffd! 𝄞 Zürich',
    );
  });
});
