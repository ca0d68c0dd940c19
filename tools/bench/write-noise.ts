import { createRandom } from '@earmark/dataset';
import { writeWave } from './write-wave.ts';

/** Writes a WAV file of noise, 16 bits, mono: a minute of it again and again. */
export async function writeNoise(path: string, seconds: number, sampleRate: number): Promise<void> {
  const random = createRandom(1);
  const noise = Int16Array.from({ length: 60 * sampleRate }, () => Math.round(2000 * (random.unit() - 0.5)));
  await writeWave(path, noise, seconds, sampleRate);
}
