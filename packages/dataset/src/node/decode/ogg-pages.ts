import type { FileHandle } from 'node:fs/promises';
import { readAt } from '../read-at.ts';

/** A page of an Ogg file whose checksum is right. */
export interface OggPage {
  /** Which of the file's streams it belongs to. */
  readonly serial: number;
  readonly isContinued: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Position of the last packet that ends here, in samples for Vorbis and Opus; undefined where none ends here. */
  readonly granule: number | undefined;
  /** Counts the pages of a stream. */
  readonly sequence: number;
  /** The lengths that the packets are cut into; one below 255 ends a packet. */
  readonly lacing: Uint8Array;
  readonly body: Uint8Array;
}

const HEADER_BYTES = 27;
/** 255 pieces of 255 bytes behind the longest header. */
const MAX_PAGE_BYTES = HEADER_BYTES + 255 + 255 * 255;
const BLOCK_BYTES = 4 * MAX_PAGE_BYTES;
const CAPTURE = Buffer.from('OggS\0', 'latin1');
const CHECKSUM_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) sum = (sum << 1) ^ (sum < 0 ? 0x04c11db7 : 0);
  return sum;
});

/**
 * The pages of an Ogg file from `start` on. What is no page, or has a wrong checksum, is passed over. Source: RFC 3533, section 6.
 *
 * @param onDamage is called where something was passed over.
 */
export async function* oggPages(
  file: FileHandle,
  start: number,
  onDamage: () => void,
): AsyncGenerator<OggPage> {
  for (let position = start, isEnd = false; !isEnd;) {
    const bytes = await readAt(file, position, BLOCK_BYTES);
    isEnd = bytes.length < BLOCK_BYTES;
    const limit = isEnd ? bytes.length : bytes.length - MAX_PAGE_BYTES;
    let at = 0;
    while (at < limit) {
      const found = parsePage(bytes, at);
      if (found) {
        yield found.page;
        at += found.bytes;
        continue;
      }
      onDamage();
      const next = bytes.indexOf(CAPTURE, at + 1);
      // The five letters may lie across the end of the block.
      at = next >= 0 && next < limit ? next : limit;
    }
    position += at;
  }
}

/**
 * The granule at the end of a stream, by the pages at the end of the file.
 *
 * @returns undefined where no page of it is there.
 */
export async function lastGranule(
  file: FileHandle,
  fileBytes: number,
  serial: number,
): Promise<number | undefined> {
  let last: number | undefined;
  const start = Math.max(0, fileBytes - 2 * MAX_PAGE_BYTES);
  for await (const page of oggPages(file, start, () => undefined)) {
    if (page.serial === serial) last = page.granule ?? last;
  }
  return last;
}

function parsePage(bytes: Buffer, at: number): { page: OggPage; bytes: number } | undefined {
  if (at + HEADER_BYTES > bytes.length || !bytes.subarray(at, at + 5).equals(CAPTURE)) return undefined;
  const bodyStart = at + HEADER_BYTES + bytes[at + 26]!;
  const lacing = bytes.subarray(at + HEADER_BYTES, bodyStart);
  const end = bodyStart + lacing.reduce((sum, length) => sum + length, 0);
  if (end > bytes.length || oggChecksum(bytes.subarray(at, end)) !== bytes.readUInt32LE(at + 22)) {
    return undefined;
  }
  const flags = bytes[at + 5]!;
  const granule = Number(bytes.readBigInt64LE(at + 6));
  const page = {
    serial: bytes.readUInt32LE(at + 14),
    isContinued: (flags & 1) !== 0,
    isFirst: (flags & 2) !== 0,
    isLast: (flags & 4) !== 0,
    granule: granule < 0 ? undefined : granule,
    sequence: bytes.readUInt32LE(at + 18),
    lacing,
    body: bytes.subarray(bodyStart, end),
  };
  return { page, bytes: end - at };
}

/** The checksum of a page, its own four bytes taken for 0. */
export function oggChecksum(page: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < page.length; at += 1) {
    const byte = at >= 22 && at < 26 ? 0 : page[at]!;
    sum = (sum << 8) ^ CHECKSUM_TABLE[(sum >>> 24) ^ byte]!;
  }
  return sum >>> 0;
}
