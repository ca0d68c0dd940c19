import type { FeatureSpec } from './feature-spec.ts';
import { bandCentres } from './filter-bank.ts';

/** A round frequency, and where it lies on a picture of the spectrogram. */
export interface FrequencyTick {
  readonly hertz: number;
  /** From 0 at the lower edge of the lowest band to 1 at the upper edge of the highest one. */
  readonly height: number;
}

/** Round frequencies, most wanted first: where two come too close, the later one is left out. */
const wantedHertz = [1000, 4000, 500, 2000, 8000, 250, 16000, 12000, 6000, 3000, 10000, 5000, 20000];

/**
 * Ticks for the frequency axis of a spectrogram's picture, one row a band (`renderSpectrogram`), whatever its scale.
 *
 * @param features of the spectrogram
 * @param maxTicks the most that fit, evenly spaced
 * @returns ascending; none outside the centres of the lowest and the highest band
 * @example frequencyTicks(defaultFeatures, 9).map(({ hertz }) => hertz) // [500, 1000, 2000, 4000, 6000]
 */
export function frequencyTicks(features: FeatureSpec, maxTicks: number): FrequencyTick[] {
  const centres = bandCentres(features);
  const ticks: FrequencyTick[] = [];
  for (const hertz of wantedHertz) {
    if (hertz < centres[0]! || hertz > centres.at(-1)!) continue;
    const height = heightOf(hertz, centres);
    if (ticks.every((tick) => Math.abs(tick.height - height) >= 1 / maxTicks)) ticks.push({ hertz, height });
  }
  return ticks.sort((a, b) => a.hertz - b.hertz);
}

/** Between the middles of the two rows whose centres enclose the frequency. */
function heightOf(hertz: number, centres: Float64Array): number {
  const above = Math.max(
    1,
    centres.findIndex((centre) => centre >= hertz),
  );
  const [low, high] = [centres[above - 1]!, centres[above]!];
  return (above - 0.5 + (hertz - low) / (high - low)) / centres.length;
}
