import { open } from 'node:fs/promises';

const HEADER_BYTES = 44;

/**
 * Writes a WAV file, 16 bits, mono: the samples again and again, so that hours need no memory to speak of.
 *
 * @example await writeWave('hour.wav', minuteOfNoise, 3600, 16000)
 */
export async function writeWave(
  path: string,
  samples: Int16Array<ArrayBuffer>,
  seconds: number,
  sampleRate: number,
): Promise<void> {
  const dataBytes = 2 * Math.round(seconds * sampleRate);
  const header = Buffer.alloc(HEADER_BYTES);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(2 * sampleRate, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(dataBytes, 40);
  const file = await open(path, 'w');
  try {
    await file.write(header);
    for (let left = dataBytes; left > 0; left -= samples.byteLength)
      await file.write(new Uint8Array(samples.buffer, 0, Math.min(left, samples.byteLength)));
  } finally {
    await file.close();
  }
}
