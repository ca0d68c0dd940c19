/** Samples at the ends of a decoded MP3 file that are no part of the recording. */
export interface Mp3Ends {
  readonly delay: number;
  readonly padding: number;
}

const TAG_HEAD_BYTES = 10;
const TAG_FOOTER_BYTES = 10;
/** Frame header, side information and the whole of an Xing header. */
const INFO_BYTES = 256;
/** `Xing` or `Info`, and which of the optional fields follow: frame count, length in bytes, table for seeking, quality. */
const XING_BYTES = 8;
const OPTIONAL_FIELDS = [4, 4, 100, 4];
/** The longest frame header with side information. */
const MAX_XING_START = 36;
/** From the encoder's name to its delay and padding, 12 bits each. */
const DELAY_OFFSET = 21;
/** What every decoder adds in front, by its filter banks. */
const DECODER_DELAY = 529;

/**
 * How much an encoder noted down to leave out, so that the decoded recording starts and ends as the one that was encoded.
 *
 * Source: "Mp3 Info Tag rev. 1" of the LAME project; the ID3v2.4.0 structure document, section 3.1.
 *
 * @param file an MP3 file, with or without ID3 tags in front
 * @returns zeros where nothing is noted down
 * @example await mp3Ends(file) // { delay: 1105, padding: 255 }
 */
export async function mp3Ends(file: Blob): Promise<Mp3Ends> {
  const bytes = await readBytes(file, await endOfTags(file), INFO_BYTES);
  const text = String.fromCharCode(...bytes);
  const start = text.search(/Xing|Info/);
  if (start < 0 || start > MAX_XING_START) return { delay: 0, padding: 0 };
  const flags = bytes[start + XING_BYTES - 1]!;
  const isThere = (_: number, bit: number) => (flags & (1 << bit)) !== 0;
  const encoder = OPTIONAL_FIELDS.filter(isThere).reduce((at, size) => at + size, start + XING_BYTES);
  const [high, middle, low] = bytes.subarray(encoder + DELAY_OFFSET);
  const isNoted = /^(LAME|Lavc|Lavf|L3\.9)/.test(text.slice(encoder));
  if (!isNoted || low === undefined) return { delay: 0, padding: 0 };
  return {
    delay: (high! << 4) + (middle! >> 4) + DECODER_DELAY,
    padding: Math.max(0, ((middle! & 15) << 8) + low - DECODER_DELAY),
  };
}

async function endOfTags(file: Blob): Promise<number> {
  for (let at = 0; ;) {
    const head = await readBytes(file, at, TAG_HEAD_BYTES);
    if (String.fromCharCode(...head.subarray(0, 3)) !== 'ID3' || head.length < TAG_HEAD_BYTES) return at;
    const hasFooter = (head[5]! & 0x10) !== 0;
    const size = head.subarray(6).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
    at += TAG_HEAD_BYTES + size + (hasFooter ? TAG_FOOTER_BYTES : 0);
  }
}

async function readBytes(file: Blob, start: number, length: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(start, start + length).arrayBuffer());
}
