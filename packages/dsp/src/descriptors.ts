import Meyda from 'meyda';
import { assertFiniteSamples, type Audio } from './audio.ts';
import type { FrameGrid } from './frame-grid.ts';
import { createFrameSpectrum } from './frame-spectrum.ts';

/**
 * All descriptors that `descriptors` knows, each one number a frame:
 *
 * - of the samples as they are: `rms` and `energy` (sum of squares) re full scale, `zcr` (changes of sign in the frame)
 * - of the magnitude spectrum of the Hann-windowed frame: `spectralCentroid`, `spectralSpread`, `spectralRolloff` (99 %) in Hz,
 *   `spectralSkewness`, `spectralCrest` and `spectralFlatness` without unit, `loudness` as the sum over 24 Bark bands of their
 *   magnitude to the power of 0.23
 *
 * Meyda's other features are left out: they are no single number, or (spectralKurtosis, perceptualSharpness) depart from
 * their definition.
 */
export const descriptorNames = [
  'rms',
  'energy',
  'zcr',
  'loudness',
  'spectralCentroid',
  'spectralSpread',
  'spectralSkewness',
  'spectralFlatness',
  'spectralCrest',
  'spectralRolloff',
] as const;

export type DescriptorName = (typeof descriptorNames)[number];

/** What Meyda's extractors read. They are pure functions; only `Meyda.extract` reads and writes the global settings. */
interface ExtractorInput {
  readonly signal: Float32Array;
  readonly ampSpectrum: Float32Array;
  readonly barkScale: Float32Array;
  readonly sampleRate: number;
}

/** Meyda's types describe its ES module; what Node and bundlers load is CommonJS, whose default import is the object itself. */
const { featureExtractors } = Meyda as unknown as {
  featureExtractors: Readonly<Record<DescriptorName, (input: ExtractorInput) => number | { total: number }>>;
};

/** Meyda gives these in FFT bins. */
const inBins: ReadonlySet<DescriptorName> = new Set(['spectralCentroid', 'spectralSpread']);

/**
 * Classic descriptors of every frame, on the time axis of `grid`: the only place that calls Meyda (meyda.js.org).
 *
 * Meyda's global settings are neither read nor changed. Its FFT wants a power of two: a frame of another length is windowed
 * and zero-padded, as for a spectrogram.
 *
 * @param audio at the grid's sample rate
 * @param names see `descriptorNames`
 * @returns for each name one value a frame; 0 in silence
 * @throws RangeError for another sample rate, an unknown name or a sample that is not finite
 * @example
 * const { rms } = await descriptors({ samples: new Float32Array(16000).fill(0.5), sampleRate: 16000 }, grid, ['rms']);
 * rms[0]; // 0.5
 */
export async function descriptors<Name extends DescriptorName>(
  audio: Audio,
  grid: FrameGrid,
  names: readonly Name[],
): Promise<Record<Name, Float32Array>> {
  const { samples, sampleRate } = audio;
  const { frameLength } = grid;
  if (sampleRate !== grid.sampleRate) {
    throw new RangeError(
      `Descriptors: the audio's sample rate is ${sampleRate}: expected the grid's, ${grid.sampleRate} Hz; resample it first.`,
    );
  }
  const unknown = names.find((name) => !descriptorNames.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(
      `Descriptors: '${unknown}' is unknown: expected some of ${descriptorNames.join(', ')}.`,
    );
  }
  assertFiniteSamples(samples);

  const frames = grid.frameCount(samples.length);
  const columns = names.map((name) => [name, new Float32Array(frames)] as const);
  const fftLength = Math.max(32, 2 ** Math.ceil(Math.log2(frameLength)));
  const spectrum = await createFrameSpectrum('hann', frameLength, fftLength);
  const hzPerBin = sampleRate / fftLength;
  const ampSpectrum = new Float32Array(fftLength / 2 + 1);
  const barkScale = Float32Array.from(ampSpectrum, (_, bin) => hzToBark(bin * hzPerBin));
  for (let t = 0; t < frames; t++) {
    const start = grid.startSample(t);
    const signal = samples.subarray(start, start + frameLength);
    // Silence has no centroid: everything stays 0.
    if (signal.every((sample) => sample === 0)) continue;
    ampSpectrum.set(spectrum.power(samples, start).map(Math.sqrt));
    for (const [name, values] of columns) {
      const result = featureExtractors[name]({ signal, ampSpectrum, barkScale, sampleRate });
      const value = (typeof result === 'number' ? result : result.total) * (inBins.has(name) ? hzPerBin : 1);
      values[t] = Number.isFinite(value) ? value : 0;
    }
  }
  spectrum.dispose();
  return Object.fromEntries(columns) as Record<Name, Float32Array>;
}

/** E. Zwicker and E. Terhardt, Analytical expressions for critical-band rate, J. Acoust. Soc. Am. 68(5), 1980. */
function hzToBark(hz: number): number {
  return 13 * Math.atan((0.76 * hz) / 1000) + 3.5 * Math.atan((hz / 7500) ** 2);
}
