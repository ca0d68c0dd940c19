const HEADER_BYTES = 44;
const BYTES_PER_SAMPLE = 2;

/**
 * The start of a WAV file of one channel with 16 bits a sample; the samples follow as little-endian integers.
 *
 * Source: Microsoft and IBM, Multimedia Programming Interface and Data Specifications 1.0 (1991), "WAVE".
 *
 * @param sampleRate in Hz
 * @param sampleCount how many samples follow
 * @returns 44 bytes
 * @throws RangeError where the file would have 4 GiB or more: its format can't say so
 * @example new File([waveHeader(16000, samples.length), samples], 'a.wav')
 */
export function waveHeader(sampleRate: number, sampleCount: number): Uint8Array<ArrayBuffer> {
  const dataBytes = BYTES_PER_SAMPLE * sampleCount;
  if (dataBytes + HEADER_BYTES >= 2 ** 32)
    throw new RangeError(`${sampleCount} samples don’t fit into a WAV file: it ends at 4 GiB.`);
  const header = new DataView(new ArrayBuffer(HEADER_BYTES));
  const text = (at: number, characters: string) => {
    for (let i = 0; i < characters.length; i++) header.setUint8(at + i, characters.charCodeAt(i));
  };
  const [pcm, channels] = [1, 1];
  text(0, 'RIFF');
  header.setUint32(4, HEADER_BYTES - 8 + dataBytes, true);
  text(8, 'WAVEfmt ');
  header.setUint32(16, 16, true);
  header.setUint16(20, pcm, true);
  header.setUint16(22, channels, true);
  header.setUint32(24, sampleRate, true);
  header.setUint32(28, BYTES_PER_SAMPLE * sampleRate, true);
  header.setUint16(32, BYTES_PER_SAMPLE, true);
  header.setUint16(34, 8 * BYTES_PER_SAMPLE, true);
  text(36, 'data');
  header.setUint32(40, dataBytes, true);
  return new Uint8Array(header.buffer);
}
