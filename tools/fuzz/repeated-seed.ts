import type { Random } from '@earmark/dataset';

const MAX_BYTES = 1 << 22;
const MAX_HEAD_BYTES = 6000;

/** What a decoder may take for the beginning of something, or for nothing, every few bytes. */
const UNITS: readonly Buffer[] = [
  '\0',
  '\xff',
  'ID3\x03\0\0\0\0\0\0',
  'fLaC',
  '\x01\0\0\0',
  '\x7f\0\0\0',
  '\xff\xf8\xc9\x18\0\xc2',
  'JUNK\0\0\0\0',
  'OggS\0',
  `OggS\0\0${'\xff'.repeat(26)}`,
  `OggS\0\0${'\0'.repeat(21)}`,
  '\xff\xfb\x90\x64',
  '\xff\xfb\x10',
].map((unit) => Buffer.from(unit, 'latin1'));

/** Up to 4 MB of the same few bytes behind the beginning of a file: what takes more time than it has bytes shows in them. */
export function repeatedSeed(file: Uint8Array, random: Random): Uint8Array {
  const head = file.subarray(0, random.integer(Math.min(MAX_HEAD_BYTES, file.length) + 1));
  const unit = Buffer.from(UNITS[random.integer(UNITS.length)]!);
  if (random.unit() < 0.3) unit[random.integer(unit.length)] = random.integer(256);
  return Buffer.concat([head, Buffer.alloc(random.integer(MAX_BYTES), unit)]);
}
