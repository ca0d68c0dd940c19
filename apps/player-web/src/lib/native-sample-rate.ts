/**
 * The sample rate that a recording's own header names, for formats whose samples the browser can hand over untouched.
 *
 * @param bytes the recording, or at least its first kilobyte
 * @returns Hz from the `fmt ` chunk of RIFF/WAVE (also RF64) or from the STREAMINFO block of FLAC (RFC 9639, section 8.2), behind
 *   an ID3 tag too; undefined for anything else
 * @example nativeSampleRate(wavBytes) // 44100
 */
export function nativeSampleRate(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  if (['RIFF', 'RF64'].includes(text(0)) && text(8) === 'WAVE') return waveSampleRate(view, text);
  const start = text(0).startsWith('ID3') ? id3Length(bytes) : 0;
  return text(start) === 'fLaC' ? flacSampleRate(view, start + 4) : undefined;
}

function waveSampleRate(view: DataView, text: (at: number) => string): number | undefined {
  for (let at = 12; at + 16 <= view.byteLength;) {
    if (text(at) === 'fmt ') return positive(view.getUint32(at + 12, true));
    const length = view.getUint32(at + 4, true);
    at += 8 + length + (length % 2);
  }
  return undefined;
}

/** STREAMINFO is the first block: 4 bytes of header, 10 of block and frame sizes, then 20 bits of sample rate. */
function flacSampleRate(view: DataView, firstBlock: number): number | undefined {
  if (firstBlock + 18 > view.byteLength) return undefined;
  return positive(view.getUint32(firstBlock + 14) >>> 12);
}

/** Tag header and body; the length is written in four bytes of 7 bits. */
function id3Length(bytes: Uint8Array): number {
  return 10 + bytes.subarray(6, 10).reduce((length, byte) => (length << 7) | (byte & 0x7f), 0);
}

const positive = (sampleRate: number): number | undefined => (sampleRate > 0 ? sampleRate : undefined);
