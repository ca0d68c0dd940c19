import type { Random } from '@earmark/dataset';

/** Sizes that headers lie with. */
const LIES = [0, 1, 0x7f, 0xff, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

/**
 * A damaged copy of a file.
 *
 * @param other a file to take parts from.
 */
export function damage(file: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  let bytes = Buffer.from(file);
  for (let change = random.integer(6); change >= 0; change -= 1) bytes = changed(bytes, other, random);
  if (random.unit() < 0.2) bytes = bytes.subarray(0, random.integer(bytes.length + 1));
  if (random.unit() < 0.8) repairOggChecksums(bytes);
  return bytes;
}

function changed(bytes: Buffer<ArrayBuffer>, other: Uint8Array, random: Random): Buffer<ArrayBuffer> {
  if (bytes.length < 8) return bytes;
  // Half of the damage goes to the header: there it does most.
  const at = random.integer(random.unit() < 0.5 ? Math.min(120, bytes.length) : bytes.length);
  const length = 1 + random.integer(random.unit() < 0.5 ? 16 : 2000);
  switch (random.integer(7)) {
    case 0:
      bytes[at]! ^= 1 << random.integer(8);
      return bytes;
    case 1:
      bytes[at] = random.integer(256);
      return bytes;
    case 2: {
      const size = [1, 2, 4][random.integer(3)]!;
      const lie = LIES[random.integer(LIES.length)]! % 2 ** (8 * size);
      const from = Math.min(at, bytes.length - size);
      if (random.unit() < 0.5) bytes.writeUIntLE(lie, from, size);
      else bytes.writeUIntBE(lie, from, size);
      return bytes;
    }
    case 3:
      return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
    case 4:
      return Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
    case 5: {
      const from = random.integer(other.length);
      return Buffer.concat([bytes.subarray(0, at), other.subarray(from, from + length), bytes.subarray(at)]);
    }
    default:
      for (let index = at; index < Math.min(at + length, bytes.length); index += 1)
        bytes[index] = random.integer(256);
      return bytes;
  }
}

/** Source: RFC 3533, section 6. Written anew, as the packages don't offer theirs. */
function repairOggChecksums(bytes: Buffer): void {
  for (let at = bytes.indexOf('OggS'); at >= 0; at = bytes.indexOf('OggS', at + 4)) {
    const body = at + 27 + (bytes[at + 26] ?? 0);
    const end = bytes.subarray(at + 27, body).reduce((sum, length) => sum + length, body);
    if (end > bytes.length) continue;
    bytes.writeUInt32LE(0, at + 22);
    let sum = 0;
    for (const byte of bytes.subarray(at, end)) {
      sum ^= byte << 24;
      for (let bit = 0; bit < 8; bit += 1) sum = (sum << 1) ^ (sum < 0 ? 0x04c11db7 : 0);
    }
    bytes.writeInt32LE(sum, at + 22);
  }
}
