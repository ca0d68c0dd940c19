import { AnnotationError } from '../annotation-error.ts';

/** How text is written as bytes. UTF-16 has a byte order mark and is little-endian. */
export type TextEncoding = 'utf-8' | 'utf-16';

/** Label files have kilobytes; what is larger is another file, and its text may not fit into a string. */
const MAX_BYTES = 256 * 2 ** 20;

/**
 * The text of a file: UTF-8, or UTF-16 in either byte order, with or without a byte order mark, which is removed. UTF-16
 * without a mark is recognized by the zeros in every other byte.
 *
 * @param uri names the file in errors.
 * @throws AnnotationError for bytes that are not such text, naming the first, or more than 256 MiB.
 * @example decodeText(new Uint8Array([0xff, 0xfe, 0x61, 0]), 'a.TextGrid') // 'a'
 */
export function decodeText(bytes: Uint8Array, uri: string): string {
  if (bytes.length > MAX_BYTES) {
    const expectation = 'expected a label file of no more than 256 MiB';
    throw new AnnotationError(uri, `the file has ${bytes.length} bytes; ${expectation}`);
  }
  const encoding = encodingOf(bytes);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    const valid = validLength(bytes, encoding);
    const line = new TextDecoder(encoding).decode(bytes.subarray(0, valid)).split(/\r\n|\r|\n/).length;
    const found =
      bytes[valid] === undefined
        ? 'the file ends within a character'
        : `byte ${valid} is 0x${hex(bytes[valid])}`;
    const expectation = `expected text in ${encoding.toUpperCase()}. Save the file as UTF-8`;
    throw new AnnotationError(uri, `${found}; ${expectation}`, { line, cause });
  }
}

/**
 * The bytes of a text.
 *
 * @example encodeText('a', 'utf-16') // [0xff, 0xfe, 0x61, 0]
 */
export function encodeText(text: string, encoding: TextEncoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  const bytes = new Uint8Array(2 + 2 * text.length);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, true);
  for (let index = 0; index < text.length; index += 1) {
    view.setUint16(2 + 2 * index, text.charCodeAt(index), true);
  }
  return bytes;
}

function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const zeros = [0, 0];
  const count = Math.min(bytes.length, 1000);
  for (let index = 0; index < count; index += 1) if (bytes[index] === 0) zeros[index % 2]! += 1;
  const [even, odd] = zeros as [number, number];
  // A character such as an emoji may have a zero on the other side.
  if (odd > count / 8 && odd > 4 * even) return 'utf-16le';
  return even > count / 8 && even > 4 * odd ? 'utf-16be' : 'utf-8';
}

/** How many bytes from the beginning are text, by halving: a decoder doesn't say where it fails. */
function validLength(bytes: Uint8Array, encoding: string): number {
  let [valid, invalid] = [0, bytes.length + 1];
  while (invalid - valid > 1) {
    const middle = Math.floor((valid + invalid) / 2);
    try {
      // As a stream: a character that is cut off here is none that is wrong.
      new TextDecoder(encoding, { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      valid = middle;
    } catch {
      invalid = middle;
    }
  }
  return valid;
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}
