import type { FeatureSpec } from './feature-spec.ts';
import { bandCentres } from './filter-bank.ts';

/** A round frequency, and where it lies on a picture of the spectrogram. */
export interface FrequencyTick {
  readonly hertz: number;
  /** From 0 at the lower edge of the lowest band to 1 at the upper edge of the highest one. */
  readonly height: number;
}

/** Round frequencies, most wanted first: where two come too close, the later one is left out. */
const wantedHertz = [
  ...[1000, 4000, 500, 2000, 8000, 250, 16_000, 12_000, 6000, 3000, 10_000, 5000, 20_000],
  ...[100, 50, 20, 200, 10, 30, 5, 2, 1, 40_000, 80_000, 160_000, 100_000, 300_000, 200_000, 60_000],
];

/**
 * Ticks for the frequency axis of a spectrogram's picture, one row a band (`renderSpectrogram`), whatever its scale. Where the rows
 * are evenly apart in Hz, so are the ticks.
 *
 * @param features of the spectrogram
 * @param maxTicks the most that fit, evenly spaced
 * @returns ascending; none outside the centres of the lowest and the highest band
 * @example frequencyTicks(defaultFeatures, 9).map(({ hertz }) => hertz) // [100, 500, 1000, 2000, 4000, 6000]
 */
export function frequencyTicks(features: FeatureSpec, maxTicks: number): FrequencyTick[] {
  const centres = bandCentres(features);
  const isEven = features.scale === 'linear' || (features.scale === 'log' && features.factor === 1);
  const ticks: FrequencyTick[] = [];
  for (const hertz of isEven ? evenHertz(centres, maxTicks) : wantedHertz) {
    if (hertz < centres[0]! || hertz > centres.at(-1)!) continue;
    const height = heightOf(hertz, centres);
    if (ticks.every((tick) => Math.abs(tick.height - height) >= 1 / maxTicks)) ticks.push({ hertz, height });
  }
  return ticks.sort((a, b) => a.hertz - b.hertz);
}

/** Multiples of 1, 2 or 5 times a power of ten: of the smallest step with no more than `maxTicks` of them. */
function evenHertz(centres: Float64Array, maxTicks: number): number[] {
  const [lowest, highest] = [centres[0]!, centres.at(-1)!];
  const leastStep = (highest - lowest) / maxTicks;
  const power = 10 ** Math.floor(Math.log10(leastStep));
  const step = power * [1, 2, 5, 10].find((factor) => factor * power >= leastStep)!;
  const first = Math.ceil(lowest / step);
  return Array.from({ length: Math.floor(highest / step) - first + 1 }, (_, i) => (first + i) * step);
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
