import type { FileHandle } from 'node:fs/promises';
import { readAt } from '../read-at.ts';

/** What the four bytes in front of an MPEG audio layer III frame say. */
export interface Mp3FrameHeader {
  /** Hz. */
  readonly sampleRate: number;
  readonly channels: number;
  /** Samples per channel. */
  readonly sampleCount: number;
  /** Length of the frame, header included. */
  readonly bytes: number;
  /** Version, layer and sample rate as one number: what all frames of a file share. */
  readonly kind: number;
  /** Length of the side information. */
  readonly sideBytes: number;
}

const KBIT_MPEG1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const KBIT_MPEG2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const MPEG1_RATES = [44_100, 48_000, 32_000];
const HEADER_BYTES = 4;
const BLOCK_BYTES = 1 << 16;
/** The longest frame there can be: MPEG 2.5, 8 kHz, 160 kbit/s, with padding. */
const MAX_FRAME_BYTES = 1441;
/** So many frames in a row are no coincidence. */
const FRAMES_IN_A_ROW = 3;

/**
 * Reads a frame header. Source: ISO/IEC 11172-3, section 2.4.1.3, and 13818-3 for the lower rates.
 *
 * @returns undefined where there is none, or one of another layer or of a free bit rate.
 * @example parseMp3FrameHeader(Buffer.from('fffb9064', 'hex'), 0)?.bytes // 417
 */
export function parseMp3FrameHeader(bytes: Uint8Array, at: number): Mp3FrameHeader | undefined {
  if (at + HEADER_BYTES > bytes.length) return undefined;
  const [first, second, third, fourth] = [bytes[at]!, bytes[at + 1]!, bytes[at + 2]!, bytes[at + 3]!];
  const version = (second >> 3) & 0x03; // 0: MPEG 2.5, 2: MPEG 2, 3: MPEG 1
  if (first !== 0xff || (second & 0xe6) !== 0xe2 || version === 1) return undefined;
  const bitRate = (version === 3 ? KBIT_MPEG1 : KBIT_MPEG2)[third >> 4];
  const fullRate = MPEG1_RATES[(third >> 2) & 0x03];
  if (!bitRate || fullRate === undefined) return undefined;
  const sampleRate = fullRate / (version === 3 ? 1 : version === 2 ? 2 : 4);
  const sampleCount = version === 3 ? 1152 : 576;
  const channels = fourth >> 6 === 3 ? 1 : 2;
  return {
    sampleRate,
    channels,
    sampleCount,
    bytes: Math.floor(((sampleCount / 8) * bitRate * 1000) / sampleRate) + ((third >> 1) & 1),
    kind: (second & 0xfe) | ((third & 0x0c) << 8),
    sideBytes: version === 3 ? (channels === 1 ? 17 : 32) : channels === 1 ? 9 : 17,
  };
}

/**
 * Where the first MP3 frame begins that others of its kind follow.
 *
 * @param isWhole whether `bytes` reach to the end of the file, where fewer frames than three in a row will do.
 */
export function findMp3Frame(bytes: Uint8Array, isWhole: boolean): number | undefined {
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const first = parseMp3FrameHeader(bytes, at);
    if (!first) continue;
    let count = 0;
    let end = at;
    for (let header: typeof first | undefined = first; header?.kind === first.kind;) {
      count += 1;
      end += header.bytes;
      header = parseMp3FrameHeader(bytes, end);
    }
    if (count >= FRAMES_IN_A_ROW || (isWhole && at === 0 && end >= bytes.length)) return at;
  }
  return undefined;
}

/**
 * The MP3 frames of a file, some dozens at a time. What is no frame (tags, damage) is passed over.
 *
 * @param start where the first frame begins.
 * @param onDamage is called where the frames don't follow upon each other, and where the last one is cut off.
 */
export async function* mp3Frames(
  file: FileHandle,
  start: number,
  onDamage: (damage: 'gap' | 'cut off') => void,
): AsyncGenerator<Uint8Array[]> {
  let kind: number | undefined;
  let isLost = false;
  for (let position = start, isEnd = false; !isEnd;) {
    const bytes = await readAt(file, position, BLOCK_BYTES);
    isEnd = bytes.length < BLOCK_BYTES;
    const limit = isEnd ? bytes.length : bytes.length - 2 * MAX_FRAME_BYTES - HEADER_BYTES;
    const frames: Uint8Array[] = [];
    let at = 0;
    while (at < limit) {
      const header = parseMp3FrameHeader(bytes, at);
      kind ??= header?.kind;
      const isFrame = header?.kind === kind && header !== undefined;
      if (isFrame && (!isLost || isFollowed(bytes, at + header.bytes, header.kind))) {
        if (isLost) onDamage('gap');
        isLost = false;
        if (at + header.bytes <= bytes.length) frames.push(bytes.subarray(at, at + header.bytes));
        else onDamage('cut off');
        at += header.bytes;
        continue;
      }
      isLost = true;
      const next = bytes.indexOf(0xff, at + 1);
      at = next < 0 ? limit : next;
    }
    position += at;
    yield frames;
  }
}

/** Once the frames are lost, one header alone could be chance. */
function isFollowed(bytes: Uint8Array, at: number, kind: number): boolean {
  return at === bytes.length || parseMp3FrameHeader(bytes, at)?.kind === kind;
}
