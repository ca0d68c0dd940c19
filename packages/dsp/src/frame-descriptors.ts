import Meyda from 'meyda';
import { chromaFilterBank } from './chroma.ts';
import type { DescriptorName } from './descriptor-names.ts';
import { defaultFeatures } from './feature-presets.ts';
import { createFilterBank } from './filter-bank.ts';
import type { FrameGrid } from './frame-grid.ts';
import { createFrameSpectrum } from './frame-spectrum.ts';
import { createCosineTransform } from './mfcc.ts';

/** The descriptors of one frame after the other. */
export interface FrameDescriptors {
  /** Writes the numbers of the frame that begins at `samples[start]` to `out[offset]` and after. */
  write(samples: Float32Array, start: number, out: Float32Array, offset: number): void;
  /** Forgets the frame before: the next one is the first of another recording. */
  reset(): void;
}

/** One frame as the extractors see it; the spectra have a value for every bin of the FFT. */
interface Frame {
  readonly signal: Float32Array;
  readonly power: Float64Array;
  readonly magnitudes: Float64Array;
  /** The magnitudes of the frame before; not there in the first one. */
  readonly previous: Float64Array | undefined;
}

type Extractor = (frame: Frame) => number | readonly number[];

/** The bins of an FFT. */
interface BinAxis {
  readonly sampleRate: number;
  readonly fftLength: number;
  readonly hzPerBin: number;
}

type SpectrumExtractor = (input: { ampSpectrum: Float64Array }) => number;
type SignalExtractor = (input: { signal: Float32Array }) => number;

/**
 * Meyda's extractors (meyda.js.org), as pure functions; only `Meyda.extract` reads and writes the global settings. Its types
 * describe its ES module; what Node and bundlers load is CommonJS, whose default import is the object itself.
 */
const { featureExtractors: meyda } = Meyda as unknown as {
  featureExtractors: Readonly<
    Record<'rms' | 'energy' | 'zcr', SignalExtractor> &
      Record<
        'spectralCentroid' | 'spectralSpread' | 'spectralSkewness' | 'spectralFlatness' | 'spectralCrest',
        SpectrumExtractor
      > & {
        loudness(input: { ampSpectrum: Float64Array; barkScale: Float64Array }): { total: number };
        chroma(input: { ampSpectrum: Float64Array; chromaFilterBank: Float64Array[] }): number[];
      }
  >;
};

/** The share of the magnitudes below the roll-off, as librosa has it. */
const rolloffShare = 0.85;
/** The least power a bin counts for in the flatness, as in librosa: an empty bin would make every frame's 0. */
const leastPower = 1e-10;
const cepstrum = { bands: 40, coefficients: 13 };

/**
 * An extractor of each descriptor for the bins of an FFT.
 *
 * Not taken from Meyda 5.6: `spectralFlux`, which compares samples instead of spectra and throws in strict mode; `mfcc`, whose
 * logarithm of 1 + x makes the shape depend on the level; `spectralRolloff`, whose share is fixed at 99 %; the chroma filter bank,
 * which lets bins be narrower than a semitone. `spectralKurtosis` and `perceptualSharpness`, which depart from their definition, are
 * left out.
 */
const createExtractor: Readonly<Record<DescriptorName, (axis: BinAxis) => Extractor>> = {
  rms: () => meyda.rms,
  energy: () => meyda.energy,
  zcr: () => (frame) => meyda.zcr(frame) / frame.signal.length,
  loudness({ fftLength, hzPerBin }) {
    const barkScale = Float64Array.from({ length: fftLength / 2 + 1 }, (_, bin) => hzToBark(bin * hzPerBin));
    return ({ magnitudes }) => meyda.loudness({ ampSpectrum: magnitudes, barkScale }).total;
  },
  spectralCentroid:
    ({ hzPerBin }) =>
    ({ magnitudes }) =>
      hzPerBin * meyda.spectralCentroid({ ampSpectrum: magnitudes }),
  spectralSpread:
    ({ hzPerBin }) =>
    ({ magnitudes }) =>
      hzPerBin * meyda.spectralSpread({ ampSpectrum: magnitudes }),
  spectralSkewness:
    () =>
    ({ magnitudes }) =>
      meyda.spectralSkewness({ ampSpectrum: magnitudes }),
  spectralFlatness:
    () =>
    ({ power }) =>
      meyda.spectralFlatness({ ampSpectrum: power.map((bin) => Math.max(bin, leastPower)) }),
  spectralCrest:
    () =>
    ({ magnitudes }) =>
      meyda.spectralCrest({ ampSpectrum: magnitudes }),
  spectralRolloff:
    ({ hzPerBin }) =>
    ({ magnitudes }) => {
      const least = rolloffShare * magnitudes.reduce((sum, magnitude) => sum + magnitude, 0);
      let sum = 0;
      return hzPerBin * magnitudes.findIndex((magnitude) => (sum += magnitude) >= least);
    },
  spectralFlux:
    () =>
    ({ magnitudes, previous }) =>
      previous
        ? magnitudes.reduce((sum, magnitude, bin) => sum + Math.max(0, magnitude - previous[bin]!), 0)
        : 0,
  mfcc({ sampleRate, fftLength }) {
    const { bands, coefficients } = cepstrum;
    const layout = { ...defaultFeatures, sampleRate, fftLength, bands, fMin: 0, fMax: sampleRate / 2 };
    const filterBank = createFilterBank(layout);
    const transform = createCosineTransform(bands, coefficients);
    const sums = new Float64Array(bands);
    const values = new Array<number>(coefficients).fill(0);
    return ({ power }) => {
      filterBank.apply(power, sums);
      transform(
        sums.map((sum) => Math.max(10 * Math.log10(sum), layout.floorDb)),
        values,
        0,
      );
      return values;
    };
  },
  chroma({ sampleRate, fftLength }) {
    const bank = chromaFilterBank(sampleRate, fftLength);
    return ({ power }) => meyda.chroma({ ampSpectrum: power, chromaFilterBank: bank });
  },
};

/**
 * Computes descriptors frame by frame: the only place that calls Meyda, whose global settings are neither read nor changed.
 *
 * @param names known ones; a frame's numbers are in the order of `descriptorColumns(names)`
 * @returns of a silent frame all numbers are 0, but `mfcc0` at its least
 * @throws RangeError for `mfcc` of frames too short to have 40 mel bands
 */
export async function createFrameDescriptors(
  grid: FrameGrid,
  names: readonly DescriptorName[],
): Promise<FrameDescriptors> {
  const { sampleRate, frameLength } = grid;
  const fftLength = Math.max(32, 2 ** Math.ceil(Math.log2(frameLength)));
  const axis = { sampleRate, fftLength, hzPerBin: sampleRate / fftLength };
  const extractors = names.map((name) => ({
    isCepstrum: name === 'mfcc',
    extract: extractorOf(name, axis, grid),
  }));
  const spectrum = await createFrameSpectrum('hann', frameLength, fftLength);
  let magnitudes = new Float64Array(fftLength / 2 + 1);
  let before = new Float64Array(fftLength / 2 + 1);
  let hasPrevious = false;
  return {
    write(samples, start, out, offset) {
      const signal = samples.subarray(start, start + frameLength);
      const isSilent = signal.every((sample) => sample === 0);
      const power = spectrum.power(samples, start);
      for (let bin = 0; bin < power.length; bin++) magnitudes[bin] = Math.sqrt(power[bin]!);
      const frame = { signal, power, magnitudes, previous: hasPrevious ? before : undefined };
      for (const { isCepstrum, extract } of extractors) {
        const found = extract(frame);
        // Silence has no spectrum to describe, but its cepstrum is that of the floor in decibels.
        for (const value of typeof found === 'number' ? [found] : found)
          out[offset++] = Number.isFinite(value) && (isCepstrum || !isSilent) ? value : 0;
      }
      [before, magnitudes] = [magnitudes, before];
      hasPrevious = true;
    },
    reset() {
      hasPrevious = false;
    },
  };
}

function extractorOf(name: DescriptorName, axis: BinAxis, { frameLength }: FrameGrid): Extractor {
  try {
    return createExtractor[name](axis);
  } catch (cause) {
    const problem = `frames of ${frameLength} samples at ${axis.sampleRate} Hz are too short`;
    throw new RangeError(
      `Descriptors: ${problem} for ${name}: ${(cause as Error).message}, or leave ${name} out.`,
      { cause },
    );
  }
}

/** E. Zwicker and E. Terhardt, Analytical expressions for critical-band rate, J. Acoust. Soc. Am. 68(5), 1980. */
function hzToBark(hz: number): number {
  return 13 * Math.atan((0.76 * hz) / 1000) + 3.5 * Math.atan((hz / 7500) ** 2);
}
