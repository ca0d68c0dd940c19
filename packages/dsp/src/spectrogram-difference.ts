import { featureDifferences } from './feature-differences.ts';
import type { Spectrogram } from './spectrogram.ts';

/**
 * How far two aligned spectrograms lie apart: |A - B|, value by value, in the unit of their values; 0 where they agree.
 *
 * @param a, b spectrograms of the same features whose frames belong together: frame t of the one to frame t of the other
 * @returns the frames that both have
 * @throws RangeError that names the features in which they differ, with both values
 * @example
 * const difference = spectrogramDifference(await spectrogram(before, features), await spectrogram(after, features));
 * difference.values[0]; // 3.2: by so many dB they differ in the lowest band of the first frame
 */
export function spectrogramDifference(a: Spectrogram, b: Spectrogram): Spectrogram {
  const differing = featureDifferences(a.features, b.features);
  if (differing.length > 0) {
    const rows = differing.map((field) => `${field} is ${a.features[field]} and ${b.features[field]}`);
    throw new RangeError(
      `The spectrograms can't be compared: ${rows.join('; ')}: expected the same features for both.`,
    );
  }
  const { bands, features } = a;
  const frames = Math.min(a.frames, b.frames);
  return { values: absoluteDifference(a.values, b.values, frames * bands), frames, bands, features };
}

/** |a - b| of the first `count` values. */
export function absoluteDifference(a: Float32Array, b: Float32Array, count: number): Float32Array {
  return a.subarray(0, count).map((value, i) => Math.abs(value - b[i]!));
}
