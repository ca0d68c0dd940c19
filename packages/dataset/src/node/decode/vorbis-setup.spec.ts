import { open } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { frozenPath } from '../recordings.fixture.ts';
import { oggPackets } from './ogg-packets.ts';
import { vorbisCodebookSize } from './vorbis-setup.ts';

/** Numbers of so many bits each, the lowest bit first. */
function bits(...fields: readonly (readonly [value: number, count: number])[]): Uint8Array {
  const all = fields.flatMap(([value, count]) =>
    Array.from({ length: count }, (_, bit) => Math.floor(value / 2 ** bit) % 2),
  );
  const bytes = new Uint8Array(7 + Math.ceil(all.length / 8));
  bytes.set(Buffer.from('\x05vorbis', 'latin1'));
  all.forEach((bit, index) => (bytes[7 + (index >> 3)]! |= bit << (index & 7)));
  return bytes;
}

const MARK = [0x564342, 24] as const;
const ONE_BOOK = [0, 8] as const;
const NO_LOOKUP = [0, 4] as const;

describe('vorbisCodebookSize', () => {
  it('counts entries of every kind', () => {
    const plain = [MARK, [3, 16], [2, 24], [0, 1], [0, 1], [1, 5], [1, 5]] as const;
    const sparse = [MARK, [2, 16], [3, 24], [0, 1], [1, 1], [1, 1], [9, 5], [0, 1], [1, 1], [9, 5]] as const;
    // Of 5 entries 3 have the first length and 2 the next.
    const ordered = [MARK, [1, 16], [5, 24], [1, 1], [0, 5], [3, 3], [2, 2]] as const;
    expect(vorbisCodebookSize(bits(ONE_BOOK, ...plain, NO_LOOKUP))).toBe(6);
    // 3 entries of 2 dimensions stand on a grid of 1 by 1.
    const lookup = [
      [1, 4],
      [0, 64],
      [3, 4],
      [0, 1],
      [9, 4],
    ] as const;
    expect(
      vorbisCodebookSize(bits([2, 8], ...sparse, ...lookup, ...ordered, NO_LOOKUP, ...plain, NO_LOOKUP)),
    ).toBe(6 + 5 + 6);
  });

  it('is moderate for what encoders write', async () => {
    const file = await open(frozenPath('stereo.ogg'));
    const packets: Uint8Array[] = [];
    try {
      const serial = (await file.read(Buffer.alloc(4), 0, 4, 14)).buffer.readUInt32LE();
      for await (const { bytes } of oggPackets(file, { start: 0, serial }, () => undefined))
        packets.push(bytes);
    } finally {
      await file.close();
    }
    const size = vorbisCodebookSize(packets[2]!);
    expect(size).toBeGreaterThan(10_000);
    expect(size).toBeLessThan(100_000);
  });

  it.each([
    ['no mark', bits(ONE_BOOK, [1, 24], [1, 16], [1, 24])],
    ['no dimensions', bits(ONE_BOOK, MARK, [0, 16], [1, 24], [0, 2], [0, 5], NO_LOOKUP)],
    ['another kind of lookup', bits(ONE_BOOK, MARK, [1, 16], [1, 24], [0, 2], [0, 5], [3, 4])],
    [
      'more entries than there are bits',
      bits(ONE_BOOK, MARK, [1, 16], [0xffffff, 24], [0, 2], [0, 5], NO_LOOKUP),
    ],
    ['nothing', new Uint8Array(0)],
  ])('is beyond all bounds for %s', (_, setup) => {
    expect(vorbisCodebookSize(setup)).toBe(Infinity);
  });
});
