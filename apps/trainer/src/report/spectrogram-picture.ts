import { createFilterBank, renderSpectrogram, type FeatureSpec, type Spectrogram } from '@earmark/dsp';
import { encode } from 'fast-png';

/**
 * A spectrogram as a PNG that a page can hold, from 80 dB below its loudest value (black) up to it.
 *
 * @param maxColumns the picture is no wider, in pixels; frames that share a column give it their loudest value
 * @returns a `data:` address
 * @example spectrogramPng(spectrogram, 1880).slice(0, 22) // 'data:image/png;base64,'
 */
export function spectrogramPng({ values, frames, bands }: Spectrogram, maxColumns: number): string {
  const framesPerColumn = Math.ceil(frames / maxColumns);
  const columns = Math.ceil(frames / framesPerColumn);
  const pooled = new Float32Array(columns * bands).fill(-Infinity);
  let loudest = -Infinity;
  values.forEach((value, i) => {
    const at = Math.floor(i / bands / framesPerColumn) * bands + (i % bands);
    pooled[at] = Math.max(pooled[at]!, value);
    loudest = Math.max(loudest, value);
  });
  const { width, height, data } = renderSpectrogram(
    { values: pooled, frames: columns, bands },
    { colourMap: 'magma', minDb: loudest - 80, maxDb: loudest },
  );
  const png = encode({ width, height, data, channels: 4, depth: 8 });
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}

/** Where a round frequency lies in a spectrogram's picture. */
export interface FrequencyTick {
  readonly hz: number;
  /** Bands above the lower edge of the picture; band b reaches from b to b + 1. */
  readonly row: number;
}

/**
 * Round frequencies for the axis of a spectrogram, whatever its scale.
 *
 * @param minRows the least distance of two ticks, in bands
 * @example frequencyTicks(defaultFeatures, 6.4).map(({ hz }) => hz) // [100, 500, 1000, 2000, 4000]
 */
export function frequencyTicks(features: FeatureSpec, minRows: number): readonly FrequencyTick[] {
  const centres = bandCentres(features);
  const ticks: FrequencyTick[] = [];
  for (const hz of [0, 100, 250, 500, 1000, 2000, 4000, 8000, 12_000, 16_000, 20_000]) {
    const above = centres.findIndex((centre) => centre >= hz);
    if (above < 1) continue;
    const [below, centre] = [centres[above - 1]!, centres[above]!];
    const row = above - 0.5 + (hz - below) / (centre - below);
    if (row - (ticks.at(-1)?.row ?? -Infinity) >= minRows) ticks.push({ hz, row });
  }
  return ticks;
}

/** The centre of gravity of every band's filter, in Hz. */
function bandCentres(features: FeatureSpec): Float64Array {
  const bank = createFilterBank(features);
  const hzOfBin = Float64Array.from(
    { length: features.fftLength / 2 + 1 },
    (_, bin) => (bin * features.sampleRate) / features.fftLength,
  );
  const weights = new Float64Array(features.bands);
  const moments = new Float64Array(features.bands);
  bank.apply(new Float64Array(hzOfBin.length).fill(1), weights);
  bank.apply(hzOfBin, moments);
  return moments.map((moment, band) => moment / weights[band]!);
}
