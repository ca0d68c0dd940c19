/**
 * An opaque colour as a pixel of `ImageData` seen as 32-bit words.
 *
 * @param colour `#rrggbb`
 * @throws RangeError for anything else
 * @example new Uint8Array(Uint32Array.of(pixelOf('#147a41')).buffer) // [0x14, 0x7a, 0x41, 255]
 */
export function pixelOf(colour: string): number {
  if (!/^#[\da-f]{6}$/i.test(colour)) throw new RangeError(`the colour is ${colour}: expected #rrggbb`);
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
  return packed(red!, green!, blue!);
}

/**
 * A colour between two.
 *
 * @param share 0: the first, 1: the second
 * @example mixedPixel(pixelOf('#000000'), pixelOf('#ffffff'), 0.2) === pixelOf('#333333') // true
 */
export function mixedPixel(first: number, second: number, share: number): number {
  const [a, b] = [channelsOf(first), channelsOf(second)];
  const mixed = (channel: 0 | 1 | 2) => Math.round(a[channel] + share * (b[channel] - a[channel]));
  return packed(mixed(0), mixed(1), mixed(2));
}

/** Which byte of a word comes first is the machine's matter. */
const bytes = new Uint8Array(4);
const word = new Uint32Array(bytes.buffer);

function packed(red: number, green: number, blue: number): number {
  bytes.set([red, green, blue, 255]);
  return word[0]!;
}

function channelsOf(pixel: number): readonly [number, number, number] {
  word[0] = pixel;
  return [bytes[0]!, bytes[1]!, bytes[2]!];
}
