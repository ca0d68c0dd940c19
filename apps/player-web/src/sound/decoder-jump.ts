import { EncodedPacketSink, type InputAudioTrack } from 'mediabunny';

/** Where decoding starts. */
export interface DecoderJump {
  /** On the track's own time axis, in seconds; -Infinity for its beginning. */
  readonly timestamp: number;
  /** How much later than it is said the first sample lies, in seconds. */
  readonly lostSeconds: number;
}

const OPUS_RATE = 48_000;

/**
 * Where to start decoding a track to get what lies at a time, and what the decoder then swallows without telling it in the times of
 * its samples: Vorbis needs a packet to begin with, and the pre-skip of Opus is left out wherever decoding starts.
 *
 * @param seconds on the track's own time axis
 */
export async function decoderJump(track: InputAudioTrack, seconds: number): Promise<DecoderJump> {
  const beginning = { timestamp: -Infinity, lostSeconds: 0 };
  if (seconds <= (await track.getFirstTimestamp())) return beginning;
  const packet = await new EncodedPacketSink(track).getKeyPacket(seconds, { metadataOnly: true });
  if (!packet) return beginning;
  const codec = await track.getCodec();
  const lostSeconds =
    codec === 'vorbis' ? packet.duration : codec === 'opus' ? await opusPreSkipSeconds(track) : 0;
  return { timestamp: packet.timestamp, lostSeconds };
}

/** Source: RFC 7845, section 5.1. */
async function opusPreSkipSeconds(track: InputAudioTrack): Promise<number> {
  const head = (await track.getDecoderConfig())?.description;
  if (!head) return 0;
  const view = ArrayBuffer.isView(head)
    ? new DataView(head.buffer, head.byteOffset, head.byteLength)
    : new DataView(head);
  return view.getUint16(10, true) / OPUS_RATE;
}
