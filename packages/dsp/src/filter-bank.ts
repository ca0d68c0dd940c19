import type { FeatureSpec } from './feature-spec.ts';

/** Triangular bands over the bins of an FFT, each of which begins at the peak of its left neighbour. */
export interface FilterBank {
  readonly bands: number;
  /**
   * Sums the bins of every band.
   * @param bins power or magnitude of the fftLength / 2 + 1 bins from 0 Hz to half the sample rate
   * @param out receives the `bands` sums
   */
  apply(bins: Float64Array, out: Float64Array): void;
}

type BandLayout = Pick<
  FeatureSpec,
  'sampleRate' | 'fftLength' | 'scale' | 'bands' | 'fMin' | 'fMax' | 'melFormula' | 'melNorm'
>;

/** Slaney's scale is linear below 1000 Hz (200/3 Hz a mel) and logarithmic above (27 mels to the factor 6.4). */
const slaney = { hzPerMel: 200 / 3, cornerHz: 1000, cornerMel: 15, logStep: Math.log(6.4) / 27 };

/**
 * A frequency on the mel scale.
 *
 * Sources: `slaney` M. Slaney, Auditory Toolbox, Interval Research TR 1998-010 (and librosa's default); `htk` S. Young et
 * al., The HTK Book, 2595 log10(1 + f / 700).
 *
 * @example hzToMel(1000, 'slaney') // 15
 */
export function hzToMel(hz: number, formula: FeatureSpec['melFormula']): number {
  if (formula === 'htk') return 2595 * Math.log10(1 + hz / 700);
  return hz < slaney.cornerHz
    ? hz / slaney.hzPerMel
    : slaney.cornerMel + Math.log(hz / slaney.cornerHz) / slaney.logStep;
}

/** Inverse of `hzToMel`. */
export function melToHz(mel: number, formula: FeatureSpec['melFormula']): number {
  if (formula === 'htk') return 700 * (10 ** (mel / 2595) - 1);
  return mel < slaney.cornerMel
    ? mel * slaney.hzPerMel
    : slaney.cornerHz * Math.exp(slaney.logStep * (mel - slaney.cornerMel));
}

/** `bands + 2` frequencies in Hz: band b rises from point b to point b + 1 and falls to point b + 2. */
function bandPoints({ scale, bands, fMin, fMax, melFormula }: BandLayout): number[] {
  const ramp = (from: number, to: number) =>
    Array.from({ length: bands + 2 }, (_, i) => from + ((to - from) * i) / (bands + 1));
  switch (scale) {
    case 'mel':
      return ramp(hzToMel(fMin, melFormula), hzToMel(fMax, melFormula)).map((mel) =>
        melToHz(mel, melFormula),
      );
    case 'log':
      return ramp(Math.log(fMin), Math.log(fMax)).map(Math.exp);
    case 'linear': {
      const step = (fMax - fMin) / (bands - 1);
      return Array.from({ length: bands + 2 }, (_, i) => fMin + (i - 1) * step);
    }
  }
}

/**
 * The filter bank of a FeatureSpec. For the mel scale it is `librosa.filters.mel(sr, n_fft, n_mels, fmin, fmax, htk, norm)`.
 *
 * @throws RangeError that names the first band too narrow to contain a bin of the FFT: it would be silent for ever
 * @example
 * const bank = createFilterBank({ ...defaultFeatures, scale: 'linear', bands: 257, fMin: 0 }); // the bins themselves
 */
export function createFilterBank(layout: BandLayout): FilterBank {
  const { bands, sampleRate, fftLength, scale, melNorm } = layout;
  const points = bandPoints(layout);
  const hzPerBin = sampleRate / fftLength;
  const binCount = fftLength / 2 + 1;

  // Between point i and point i + 1 band i rises and band i - 1 falls: a bin belongs to these two and to no other.
  const firstBins = Int32Array.from(points, (hz) =>
    Math.min(Math.max(0, Math.ceil(hz / hzPerBin)), binCount),
  );
  const rising = new Float64Array(binCount);
  const falling = new Float64Array(binCount);
  const isNormalised = scale === 'mel' && melNorm === 'slaney';
  const gains = Array.from({ length: bands }, (_, band) =>
    isNormalised ? 2 / (points[band + 2]! - points[band]!) : 1,
  );
  for (let i = 0; i <= bands; i++) {
    const [from, to] = [points[i]!, points[i + 1]!];
    for (let bin = firstBins[i]!; bin < firstBins[i + 1]!; bin++) {
      const share = (bin * hzPerBin - from) / (to - from);
      rising[bin] = share * (gains[i] ?? 0);
      falling[bin] = (1 - share) * (gains[i - 1] ?? 0);
    }
  }

  const apply = (bins: Float64Array, out: Float64Array) => {
    let risen = 0;
    for (let i = 0, bin = firstBins[0]!; i <= bands; i++) {
      let up = 0;
      let down = 0;
      for (const end = firstBins[i + 1]!; bin < end; bin++) {
        up += rising[bin]! * bins[bin]!;
        down += falling[bin]! * bins[bin]!;
      }
      if (i > 0) out[i - 1] = risen + down;
      risen = up;
    }
  };

  const totals = new Float64Array(bands);
  apply(new Float64Array(binCount).fill(1), totals);
  // A bin on the very edge of a band may be in it by a rounding error only.
  const empty = totals.findIndex((total) => total < 1e-12);
  if (empty >= 0) {
    throw new RangeError(
      `band ${empty} of ${bands} (${points[empty]!.toFixed(1)} to ${points[empty + 2]!.toFixed(1)} Hz) holds no bin of the ` +
        `FFT (${hzPerBin} Hz apart): expected at least one in every band; take fewer bands, a larger fftLength or a wider range`,
    );
  }
  return { bands, apply };
}

/**
 * Where the bands lie: the centre of gravity of every band's filter over the bins of the FFT.
 *
 * @returns [bands] in Hz, ascending
 * @throws RangeError as `createFilterBank`
 * @example bandCentres(originFeatures)[2] // 86.1: bin 2 of a 1024-point FFT at 44.1 kHz
 */
export function bandCentres(layout: BandLayout): Float64Array {
  const { bands, apply } = createFilterBank(layout);
  const { sampleRate, fftLength } = layout;
  const hzOfBin = Float64Array.from(
    { length: fftLength / 2 + 1 },
    (_, bin) => (bin * sampleRate) / fftLength,
  );
  const weights = new Float64Array(bands);
  const moments = new Float64Array(bands);
  apply(new Float64Array(hzOfBin.length).fill(1), weights);
  apply(hzOfBin, moments);
  return moments.map((moment, band) => moment / weights[band]!);
}
