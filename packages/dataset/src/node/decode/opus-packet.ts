/** Lengths in samples at 48 kHz. Source: RFC 6716, table 2: four of SILK, two of hybrid and four of CELT. */
const SILK = [480, 960, 1920, 2880];
const HYBRID = [480, 960];
const CELT = [120, 240, 480, 960];
const FRAME_LENGTHS = [SILK, SILK, SILK, HYBRID, HYBRID, CELT, CELT, CELT, CELT].flat();
/** 120 ms. */
const MAX_PACKET_LENGTH = 5760;

const MAX_FRAME_BYTES = 1275;

/**
 * How many samples an Opus packet decodes to, at 48 kHz. Source: RFC 6716, section 3.1 and 3.2.
 *
 * @returns undefined for a packet that breaks the rules of its first two bytes.
 * @example opusPacketLength(Uint8Array.of(0xfc, 1, 2)) // 960: one frame of 20 ms
 */
export function opusPacketLength(packet: Uint8Array): number | undefined {
  const [first, second = 0] = packet;
  if (first === undefined) return undefined;
  const code = first & 0x03;
  const frames = code === 3 ? second & 0x3f : Math.min(code, 1) + 1;
  const length = frames * FRAME_LENGTHS[first >> 3]!;
  return length > 0 && length <= MAX_PACKET_LENGTH ? length : undefined;
}

/**
 * Whether the frames of a packet fit into it. The decoder would find out as well, but complains on the console.
 *
 * @param packet of one stream, not several in one.
 */
export function isOpusPacketWhole(packet: Uint8Array): boolean {
  const code = packet[0]! & 0x03;
  let at = 1;
  const readSize = () => {
    const size = packet[at++]!;
    return size < 252 ? size : size + 4 * packet[at++]!;
  };
  if (code < 2) {
    const frames = code + 1;
    return (packet.length - at) % frames === 0 && (packet.length - at) / frames <= MAX_FRAME_BYTES;
  }
  let frames = 2;
  let isVariable = true;
  let padding = 0;
  if (code === 3) {
    const flags = packet[at++]!;
    frames = flags & 0x3f;
    isVariable = (flags & 0x80) !== 0;
    for (let more = flags & 0x40 ? 255 : 0; more === 255;) {
      more = packet[at++]!;
      padding += more === 255 ? 254 : more;
    }
  }
  // Behind the end there are no numbers: what is computed with them is NaN, and no comparison holds.
  let frameBytes = 0;
  for (let frame = 1; isVariable && frame < frames; frame += 1) frameBytes += readSize();
  const left = packet.length - at - padding - frameBytes;
  const last = isVariable ? left : left / frames;
  return last >= 0 && last <= MAX_FRAME_BYTES && Number.isInteger(last);
}
