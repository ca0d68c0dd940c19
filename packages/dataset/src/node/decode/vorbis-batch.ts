import { StbVorbis } from 'stb-vorbis';
import type { OggPacket } from './ogg-packets.ts';

/** Flags of a page. */
const CONTINUED = 1;
const FIRST = 2;
const LAST = 4;
const PAGE_BODY_BYTES = 255 * 255;
const NO_COMMENTS = Buffer.from('\x03vorbis\0\0\0\0\0\0\0\0\x01', 'latin1');

/**
 * Decodes some Vorbis packets. The decoder only takes whole files, so they are put into a small one, behind the stream's headers.
 *
 * @param headers the identification and the setup packet of the stream.
 * @param packets the last of them with its position; unless they are the first of the stream, some that were decoded before.
 * @returns one array per channel, up to the position of the last packet.
 * @throws Error where the decoder can't make sense of it.
 */
export async function decodeVorbisBatch(
  headers: { readonly identification: Uint8Array; readonly setup: Uint8Array },
  packets: readonly OggPacket[],
): Promise<Float32Array[]> {
  await StbVorbis.ready;
  const head = [
    ...pagesOf({ bytes: headers.identification, granule: 0 }, FIRST),
    ...pagesOf({ bytes: NO_COMMENTS, granule: 0 }),
    ...pagesOf({ bytes: headers.setup, granule: 0 }),
  ];
  // Without this mark the decoder gives what it knows, which may go on behind the position of the last packet.
  const decode = (some: readonly OggPacket[]) => {
    const pages = some.flatMap((packet) => pagesOf(packet, packet === some.at(-1) ? LAST : 0));
    return StbVorbis.decode(Buffer.concat([...head, ...pages])).channels;
  };
  try {
    return decode(packets);
  } catch (error) {
    if (packets.length === 1) throw error;
    // Where a file begins with a long block before a short one, the decoder takes that for its end.
    return decode(packets.slice(1));
  }
}

/** A packet on pages of its own. The decoder looks at neither checksum nor serial number nor sequence. Source: RFC 3533, section 6. */
function pagesOf({ bytes, granule }: Pick<OggPacket, 'bytes' | 'granule'>, flags = 0): Buffer[] {
  const pages: Buffer[] = [];
  for (let at = 0; at <= bytes.length; at += PAGE_BODY_BYTES) {
    const body = bytes.subarray(at, at + PAGE_BODY_BYTES);
    const isWhole = body.length < PAGE_BODY_BYTES;
    const full = Math.floor(body.length / 255);
    const lacing = new Array<number>(full).fill(255);
    if (isWhole) lacing.push(body.length % 255);
    const head = Buffer.alloc(27);
    head.write('OggS', 'latin1');
    head[5] = flags | (at > 0 ? CONTINUED : 0);
    head.writeBigInt64LE(isWhole && granule !== undefined ? BigInt(granule) : -1n, 6);
    head[26] = lacing.length;
    pages.push(head, Buffer.from(lacing), Buffer.from(body.buffer, body.byteOffset, body.length));
  }
  return pages;
}
