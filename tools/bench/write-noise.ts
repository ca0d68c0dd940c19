import { open } from 'node:fs/promises';
import { createRandom } from '@earmark/dataset';

/** Writes a WAV file of noise, 16 bits, mono: a minute of it again and again, so that writing needs no memory to speak of. */
export async function writeNoise(path: string, seconds: number, sampleRate: number): Promise<void> {
  const random = createRandom(1);
  const dataBytes = seconds * sampleRate * 2;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + dataBytes, 4);
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
  const noise = Int16Array.from({ length: 60 * sampleRate }, () => Math.round(2000 * (random.unit() - 0.5)));
  const file = await open(path, 'w');
  try {
    await file.write(header);
    for (let second = 0; second < seconds; second++) {
      const from = (second % 60) * sampleRate;
      await file.write(new Uint8Array(noise.buffer, 2 * from, 2 * sampleRate));
    }
  } finally {
    await file.close();
  }
}
