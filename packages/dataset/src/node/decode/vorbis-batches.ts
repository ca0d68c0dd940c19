import { DecodeError } from '../decode-error.ts';
import type { OggPacket } from './ogg-packets.ts';

/** Packets that are decoded together. */
export interface VorbisBatch {
  readonly packets: readonly OggPacket[];
  /** Position at the end of the batch before, in samples; undefined for the first. */
  readonly from: number | undefined;
  /** Position at its end. */
  readonly to: number;
}

const MAX_BATCH_BYTES = 1 << 22;
/** Packets decoded twice, so that a batch begins with what the one before left in the decoder. */
const OVERLAP_PACKETS = 16;

/**
 * Cuts a Vorbis stream into batches that end where the position is known, and where packets are missing.
 *
 * @param atLeast packets of a batch, if the stream goes on for so long.
 * @throws DecodeError for a stream without positions.
 */
export async function* vorbisBatches(
  stream: AsyncIterable<OggPacket>,
  path: string,
  atLeast: number,
): AsyncGenerator<VorbisBatch> {
  let packets: OggPacket[] = [];
  let bytes = 0;
  let fresh = 0;
  let from: number | undefined;
  let known: { readonly count: number; readonly to: number } | undefined;
  for await (const packet of stream) {
    if (packet.followsGap) {
      if (known) yield { packets: packets.slice(0, known.count), from, to: known.to };
      from = known?.to ?? from;
      [packets, known, bytes, fresh] = [[], undefined, 0, 0];
    }
    packets.push(packet);
    fresh += 1;
    bytes += packet.bytes.length;
    if (bytes > MAX_BATCH_BYTES) {
      throw new DecodeError(path, 'an Ogg Vorbis file without positions. Export the recording again');
    }
    if (packet.granule === undefined) continue;
    known = { count: packets.length, to: packet.granule };
    if (fresh < atLeast && !packet.isLast) continue;
    yield { packets, from, to: packet.granule };
    from = packet.granule;
    [packets, known, bytes, fresh] = [packets.slice(-OVERLAP_PACKETS), undefined, 0, 0];
  }
  if (known) yield { packets: packets.slice(0, known.count), from, to: known.to };
}
