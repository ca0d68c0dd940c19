import type { FileHandle } from 'node:fs/promises';
import { oggPages } from './ogg-pages.ts';

/** What the pages of one stream carry. */
export interface OggPacket {
  readonly bytes: Uint8Array;
  /** The stream's position at the end of this packet, in samples; only the last packet of a page has it. */
  readonly granule: number | undefined;
  /** Whether the stream ends with it. */
  readonly isLast: boolean;
  /** Whether packets in front of it are missing. */
  readonly followsGap: boolean;
}

/** Comments with pictures in them have some megabytes; what is longer is damage. */
const MAX_PACKET_BYTES = 1 << 24;

/**
 * The packets of one stream of an Ogg file, put together from its pages. Source: RFC 3533, section 6.
 *
 * @param stream where it starts in the file, and its serial number.
 * @param warn is told of damage and of streams that follow.
 */
export async function* oggPackets(
  file: FileHandle,
  stream: { readonly start: number; readonly serial: number },
  warn: (warning: string) => void,
): AsyncGenerator<OggPacket, undefined> {
  const onDamage = () => warn('damaged: parts of the Ogg file could not be read');
  let begun: Uint8Array[] = [];
  let begunBytes = 0;
  let nextSequence: number | undefined;
  let isOver = false;
  let followsGap = false;
  for await (const page of oggPages(file, stream.start, onDamage)) {
    if (isOver || (page.isFirst && page.serial === stream.serial && nextSequence !== undefined)) {
      if (page.isFirst) warn('another recording follows in the same Ogg file; only the first is read');
      return;
    }
    if (page.serial !== stream.serial) continue;
    if (nextSequence !== undefined && page.sequence !== nextSequence) {
      onDamage();
      followsGap = true;
    }
    // The end of a packet is of no use without its beginning.
    let isUsable = !page.isContinued || (begunBytes > 0 && page.sequence === nextSequence);
    if (!page.isContinued || !isUsable) [begun, begunBytes] = [[], 0];
    nextSequence = (page.sequence + 1) % 2 ** 32;
    const lastEnd = page.lacing.findLastIndex((length) => length < 255);
    let at = 0;
    for (const [index, length] of page.lacing.entries()) {
      if (isUsable) begun.push(page.body.subarray(at, at + length));
      begunBytes += length;
      at += length;
      if (length === 255) {
        if (begunBytes > MAX_PACKET_BYTES) [begun, begunBytes, isUsable] = [[], 0, false];
        continue;
      }
      const granule = index === lastEnd ? page.granule : undefined;
      const isLast = index === lastEnd && page.isLast;
      if (isUsable) {
        yield { bytes: begun.length === 1 ? begun[0]! : Buffer.concat(begun), granule, isLast, followsGap };
        followsGap = false;
      }
      [begun, begunBytes, isUsable] = [[], 0, true];
    }
    isOver = page.isLast;
  }
  if (!isOver) warn('cut off: the Ogg file ends before its last page');
}
