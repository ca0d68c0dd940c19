import { bandCentres, FrameGrid, type FeatureSpec } from '@earmark/dsp';

/** How far two recordings lie apart, in the unit of their spectrograms' values. */
export interface DifferenceSummary {
  readonly frames: number;
  readonly mean: number;
  /** Its time is A's. */
  readonly largest: { readonly value: number; readonly seconds: number; readonly hertz: number };
  /** Of every band, from the lowest. */
  readonly bands: readonly { readonly hertz: number; readonly mean: number; readonly largest: number }[];
}

/** Sums up the pieces of a difference. */
export interface DifferenceSums {
  /** @param values the next frames of |A - B|, row-major [frames][bands] */
  add(values: Float32Array): void;
  /** So far; at least one frame has been added. */
  result(): DifferenceSummary;
}

/**
 * Sums up a difference while its frames come.
 *
 * @param fromSeconds of A, where the first frame begins
 * @example
 * const summary = createDifferenceSummary(defaultFeatures);
 * for await (const values of differenceFrames(a, b, defaultFeatures)) summary.add(values);
 * summary.result().mean; // 3.2
 */
export function createDifferenceSummary(features: FeatureSpec, fromSeconds = 0): DifferenceSums {
  const { bands } = features;
  const hertz = bandCentres(features);
  const sums = new Float64Array(bands);
  const largest = new Float64Array(bands);
  let most = { value: -Infinity, seconds: NaN, hertz: NaN };
  let frames = 0;
  const grid = new FrameGrid(features);
  return {
    add(values) {
      for (let from = 0; from < values.length; from += bands, frames++) {
        for (let band = 0; band < bands; band++) {
          const value = values[from + band]!;
          sums[band]! += value;
          largest[band] = Math.max(largest[band]!, value);
          if (value <= most.value) continue;
          most = { value, seconds: fromSeconds + grid.centreSeconds(frames), hertz: hertz[band]! };
        }
      }
    },
    result: () => ({
      frames,
      mean: sums.reduce((a, b) => a + b) / (bands * frames),
      largest: most,
      bands: Array.from(hertz, (centre, band) => ({
        hertz: centre,
        mean: sums[band]! / frames,
        largest: largest[band]!,
      })),
    }),
  };
}
