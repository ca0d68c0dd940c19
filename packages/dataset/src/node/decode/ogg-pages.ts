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
/** Where there is no page in so many bytes from the start on, the file is none. */
const SEARCH_BYTES = 1 << 18;
/**
 * So many bytes per byte of the file are summed up for pages that turn out to be none. Damage needs less than one; a file of nothing
 * but heads of long pages would need thousands.
 */
const VAIN_SUMS = 8;
const CAPTURE = Buffer.from('OggS\0', 'latin1');
/** Continued, first, last. */
const ALL_FLAGS = 7;
const CHECKSUM_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let sum = byte << 24;
  for (let bit = 0; bit < 8; bit += 1) sum = (sum << 1) ^ (sum < 0 ? 0x04c11db7 : 0);
  return sum;
});

/**
 * The pages of an Ogg file from `start` on. What is no page, or has a wrong checksum, is passed over; there are none where the first
 * few hundred kB hold none. Source: RFC 3533, section 6.
 *
 * @param onDamage is called where something was passed over.
 */
export async function* oggPages(
  file: FileHandle,
  start: number,
  onDamage: () => void,
): AsyncGenerator<OggPage> {
  let isFound = false;
  let summedInVain = 0;
  for (let position = start, isEnd = false; !isEnd && (isFound || position - start < SEARCH_BYTES);) {
    const bytes = await readAt(file, position, BLOCK_BYTES);
    isEnd = bytes.length < BLOCK_BYTES;
    const limit = isEnd ? bytes.length : bytes.length - MAX_PAGE_BYTES;
    let at = 0;
    while (at < limit) {
      const length = pageLength(bytes, at);
      const isAffordable = summedInVain <= VAIN_SUMS * (position + at - start + MAX_PAGE_BYTES);
      if (length !== undefined && isAffordable) {
        const page = bytes.subarray(at, at + length);
        if (oggChecksum(page) === page.readUInt32LE(22)) {
          isFound = true;
          yield parsePage(page);
          at += length;
          continue;
        }
        summedInVain += length;
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

/** How long the page is that seems to begin here; undefined where none does, or the end is missing. */
function pageLength(bytes: Buffer, at: number): number | undefined {
  if (at + HEADER_BYTES > bytes.length || !bytes.subarray(at, at + 5).equals(CAPTURE)) return undefined;
  if (bytes[at + 5]! > ALL_FLAGS) return undefined;
  const lacingEnd = at + HEADER_BYTES + bytes[at + 26]!;
  const lacing = bytes.subarray(at + HEADER_BYTES, lacingEnd);
  const end = lacing.reduce((sum, length) => sum + length, lacingEnd);
  return end > bytes.length ? undefined : end - at;
}

function parsePage(bytes: Buffer): OggPage {
  const bodyStart = HEADER_BYTES + bytes[26]!;
  const flags = bytes[5]!;
  const granule = Number(bytes.readBigInt64LE(6));
  return {
    serial: bytes.readUInt32LE(14),
    isContinued: (flags & 1) !== 0,
    isFirst: (flags & 2) !== 0,
    isLast: (flags & 4) !== 0,
    granule: granule < 0 ? undefined : granule,
    sequence: bytes.readUInt32LE(18),
    lacing: bytes.subarray(HEADER_BYTES, bodyStart),
    body: bytes.subarray(bodyStart),
  };
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
