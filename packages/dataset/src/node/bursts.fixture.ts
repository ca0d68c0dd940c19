import { createRandom } from '../random.ts';

/** Noise that comes and goes, so that it has an envelope; the same samples every time, at 16 kHz. */
export function bursts(seconds: number): Float32Array {
  const random = createRandom(5);
  let gain = 0;
  return Float32Array.from({ length: 16_000 * seconds }, (_, i) => {
    if (i % 2000 === 0) gain = 0.5 * random.unit() ** 2;
    return gain * (2 * random.unit() - 1);
  });
}
