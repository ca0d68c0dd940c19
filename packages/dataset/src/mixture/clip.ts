/**
 * Cuts off the loudest samples, as a recording does that was made too hot: the given share of them ends up at one highest or lowest
 * value, the others stay as they are.
 *
 * @param share 0 to 1; rounded to whole samples
 * @returns a new array
 * @throws RangeError for another share
 * @example clip(Float32Array.of(0.1, -0.8, 0.4, 0.2), 0.25) // 0.1, -0.4, 0.4, 0.2
 */
export function clip(samples: Float32Array, share: number): Float32Array {
  if (!(share >= 0 && share <= 1)) throw new RangeError(`share is ${share}; expected a number from 0 to 1`);
  const count = Math.round(share * samples.length);
  if (count === 0) return samples.slice();
  const loudness = samples.map(Math.abs).sort();
  const highest = loudness[samples.length - count - 1] ?? 0;
  return samples.map((sample) => Math.max(-highest, Math.min(highest, sample)));
}
