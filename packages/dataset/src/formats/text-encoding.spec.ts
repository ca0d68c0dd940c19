import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AnnotationError } from '../annotation-error.ts';
import { decodeText, encodeText } from './text-encoding.ts';

const bigEndian = (text: string, mark: boolean) => {
  const bytes = encodeText(text, 'utf-16').slice();
  for (let index = 0; index < bytes.length; index += 2) bytes.subarray(index, index + 2).reverse();
  return mark ? bytes : bytes.subarray(2);
};

describe('decodeText', () => {
  it('reads UTF-8 and both kinds of UTF-16, with and without a byte order mark', () => {
    const text = 'File type = "ooTextFile"\r\n日本 kök 😀\n';
    expect(decodeText(encodeText(text, 'utf-8'), 'a')).toBe(text);
    expect(decodeText(encodeText(`\uFEFF${text}`, 'utf-8'), 'a')).toBe(text);
    expect(decodeText(encodeText(text, 'utf-16'), 'a')).toBe(text);
    expect(decodeText(encodeText(text, 'utf-16').subarray(2), 'a')).toBe(text);
    expect(decodeText(bigEndian(text, true), 'a')).toBe(text);
    expect(decodeText(bigEndian(text, false), 'a')).toBe(text);
    expect(decodeText(new Uint8Array(), 'a')).toBe('');
  });

  it('gives back any text that was written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.constantFrom('utf-8', 'utf-16'), (text, encoding) => {
        fc.pre(!text.startsWith('\uFEFF') && !text.includes('\0'));
        expect(decodeText(encodeText(text, encoding), 'a')).toBe(text);
      }),
    );
  });

  it('names the first byte that is none of the text, and its line', () => {
    const latin1 = Uint8Array.from('one\ntwo\nk\u00F6k', (character) => character.charCodeAt(0));
    expect(() => decodeText(latin1, 'x/a.txt')).toThrow(AnnotationError);
    expect(() => decodeText(latin1, 'x/a.txt')).toThrow(
      /^x\/a\.txt, line 3: byte 9 is 0xf6; expected text in UTF-8\. Save the file as UTF-8$/,
    );
    expect(() => decodeText(encodeText('aé', 'utf-8').subarray(0, 2), 'a')).toThrow(
      /line 1: the file ends within a character; expected text in UTF-8/,
    );
    expect(() => decodeText(encodeText('ab', 'utf-16').subarray(0, 5), 'a')).toThrow(
      /expected text in UTF-16LE/,
    );
  });

  it('refuses what is too large for a label file', () => {
    const bytes = new Proxy(new Uint8Array(), {
      get: (of, key) => (key === 'length' ? 2 ** 29 : Reflect.get(of, key)),
    });
    expect(() => decodeText(bytes, 'a')).toThrow(/^a: the file has 536870912 bytes; expected .* 256 MiB/);
  });
});
