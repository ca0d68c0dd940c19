/**
 * Replaces samples that are not finite numbers (NaN and infinity, which float recordings can hold) by silence, so that a broken
 * sample doesn't spoil the features around it.
 *
 * @param sampleRate Hz.
 * @param warn is told once, at the end, how many there were and where the first was.
 * @returns the same arrays, changed in place.
 */
export async function* silenceNotFinite(
  chunks: AsyncIterable<Float32Array>,
  sampleRate: number,
  warn: (warning: string) => void,
): AsyncGenerator<Float32Array> {
  let position = 0;
  let first = 0;
  let count = 0;
  try {
    for await (const samples of chunks) {
      for (let index = 0; index < samples.length; index += 1) {
        if (Number.isFinite(samples[index])) continue;
        samples[index] = 0;
        if (count === 0) first = position + index;
        count += 1;
      }
      position += samples.length;
      yield samples;
    }
  } finally {
    if (count > 0) {
      const many = count === 1 ? '1 sample is' : `${count} samples are`;
      const where = `${count === 1 ? '' : 'the first '}at ${(first / sampleRate).toFixed(6)} s`;
      warn(`${many} not finite and read as silence, ${where}`);
    }
  }
}
