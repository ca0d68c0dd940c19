import { createFilterBank, type FeatureSpec } from '@earmark/dsp';

/** A labelled height on a spectrogram. */
export interface FrequencyTick {
  readonly hertz: number;
  /** From 0 at the lower edge of the lowest band to 1 at the upper edge of the highest one. */
  readonly height: number;
  readonly text: string;
}

/** Round frequencies, most wanted first: where two come too close, the later one is left out. */
const WANTED_HERTZ = [1000, 4000, 500, 2000, 8000, 250, 16000, 12000, 6000, 3000, 10000, 5000, 20000];

/**
 * Ticks in Hz for the rows of a spectrogram, whatever its frequency scale.
 *
 * @param features of the spectrogram
 * @param maxTicks the most that fit, evenly spaced
 * @returns ascending
 * @example frequencyTicks(defaultFeatures, 6).map(({ text }) => text) // ['500', '1k', '2k', '4k']
 */
export function frequencyTicks(features: FeatureSpec, maxTicks: number): FrequencyTick[] {
  const centres = bandCentres(features);
  const ticks: FrequencyTick[] = [];
  for (const hertz of WANTED_HERTZ) {
    if (hertz < centres[0]! || hertz > centres.at(-1)!) continue;
    const height = heightOf(hertz, centres);
    if (ticks.every((tick) => Math.abs(tick.height - height) >= 1 / maxTicks))
      ticks.push({ hertz, height, text: hertz < 1000 ? `${hertz}` : `${hertz / 1000}k` });
  }
  return ticks.sort((a, b) => a.hertz - b.hertz);
}

/** Centre of gravity of each band, in Hz, ascending: what its filter makes of the bins' own numbers. */
function bandCentres(features: FeatureSpec): Float64Array {
  const bank = createFilterBank(features);
  const bins = features.fftLength / 2 + 1;
  const weights = new Float64Array(bank.bands);
  const moments = new Float64Array(bank.bands);
  bank.apply(new Float64Array(bins).fill(1), weights);
  bank.apply(
    Float64Array.from({ length: bins }, (_, bin) => bin),
    moments,
  );
  const hertzPerBin = features.sampleRate / features.fftLength;
  return moments.map((moment, band) => (moment / weights[band]!) * hertzPerBin);
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
