/** Tells recordings apart by what is in them: 32 hexadecimal digits. */
export type RecordingKey = string;

/** How many stretches of a large file are looked at, spread from its first byte to its last, and how long each is. */
const STRETCHES = 32;
const STRETCH_BYTES = 32 * 1024;

/**
 * The key of a recording, by which its labels are found again: from its size and its bytes, of which a file above 1 MiB gives 32 stretches
 * from beginning to end. The name is no part of it, so a renamed file keeps its labels.
 *
 * It is no proof against forgery: a hash that is (crypto.subtle) is missing on a page from plain HTTP. 128 bits, mixed as in "cyrb128"
 * (bryc, public domain), keep recordings of one person apart.
 *
 * @throws DOMException where the file can't be read (any more)
 * @example await recordingKey(file) // 'f0a1…'
 */
export async function recordingKey(file: Blob): Promise<RecordingKey> {
  const mix = createMix();
  mix.add(file.size);
  for (const [from, to] of stretchesOf(file.size)) {
    const bytes = new Uint8Array(await file.slice(from, to).arrayBuffer());
    const words = new DataView(bytes.buffer);
    const whole = bytes.length - (bytes.length % 4);
    for (let at = 0; at < whole; at += 4) mix.add(words.getUint32(at, true));
    for (const byte of bytes.subarray(whole)) mix.add(byte);
  }
  return mix.digest();
}

function stretchesOf(size: number): [from: number, to: number][] {
  if (size <= STRETCHES * STRETCH_BYTES) return [[0, size]];
  return Array.from({ length: STRETCHES }, (_, index) => {
    const from = Math.floor(((size - STRETCH_BYTES) * index) / (STRETCHES - 1));
    return [from, from + STRETCH_BYTES];
  });
}

/** Four chained 32-bit states, each with a multiplier of its own. */
function createMix() {
  let [a, b, c, d] = [1779033703, 3144134277, 1013904242, 2773480762];
  const { imul } = Math;
  return {
    add(word: number): void {
      a = b ^ imul(a ^ word, 597399067);
      b = c ^ imul(b ^ word, 2869860233);
      c = d ^ imul(c ^ word, 951274213);
      d = a ^ imul(d ^ word, 2716044179);
    },
    digest(): string {
      a = imul(c ^ (a >>> 18), 597399067);
      b = imul(d ^ (b >>> 22), 2869860233);
      c = imul(a ^ (c >>> 17), 951274213);
      d = imul(b ^ (d >>> 19), 2716044179);
      return [a ^ b ^ c ^ d, b ^ a, c ^ a, d ^ a]
        .map((word) => (word >>> 0).toString(16).padStart(8, '0'))
        .join('');
    },
  };
}
