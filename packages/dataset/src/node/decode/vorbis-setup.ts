const SETUP_MARK_BYTES = 7;
const CODEBOOK_MARK = 0x564342;

/**
 * How many numbers the codebooks of a Vorbis stream hold when they are unpacked, so that a damaged header doesn't make the decoder
 * ask for gigabytes. Source: the Vorbis I specification, section 3.2.1.
 *
 * @param setup the third packet of the stream.
 * @returns Infinity for codebooks that break the rules.
 */
export function vorbisCodebookSize(setup: Uint8Array): number {
  let position = SETUP_MARK_BYTES * 8;
  const read = (bits: number) => {
    let value = 0;
    for (let bit = 0; bit < bits; bit += 1, position += 1) {
      value += (((setup[position >> 3] ?? 0) >> (position & 7)) & 1) * 2 ** bit;
    }
    return value;
  };
  const isOver = () => position > setup.length * 8;

  let size = 0;
  for (let books = read(8) + 1; books > 0; books -= 1) {
    if (read(24) !== CODEBOOK_MARK) return Infinity;
    const dimensions = read(16);
    const entries = read(24);
    if (dimensions === 0) return Infinity;
    size += entries * dimensions;
    if (read(1) === 1) {
      read(5);
      for (let entry = 0; entry < entries && !isOver();) entry += read(bitLength(entries - entry));
    } else {
      const isSparse = read(1) === 1;
      for (let entry = 0; entry < entries && !isOver(); entry += 1)
        if (!isSparse || read(1) === 1) position += 5;
    }
    const lookup = read(4);
    if (lookup > 2) return Infinity;
    if (lookup > 0) {
      position += 64;
      const valueBits = read(4) + 1;
      position += 1 + valueBits * (lookup === 1 ? gridSize(entries, dimensions) : entries * dimensions);
    }
    if (isOver()) return Infinity;
  }
  return size;
}

function bitLength(value: number): number {
  return 32 - Math.clz32(value);
}

/** The greatest number whose power of `dimensions` is at most `entries`. */
function gridSize(entries: number, dimensions: number): number {
  const guess = Math.round(entries ** (1 / dimensions));
  return guess ** dimensions > entries ? guess - 1 : guess;
}
