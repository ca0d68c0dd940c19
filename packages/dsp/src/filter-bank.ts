import type { FeatureSpec } from './feature-spec.ts';

/**
 * Bands over the bins of an FFT, each of which begins where its left neighbour peaks: between edge i and edge i + 1 band i rises
 * and band i - 1 falls, and a bin belongs to these two and to no other.
 */
export interface FilterBank {
  readonly bands: number;
  /** `bands + 2` indices of bins, ascending: those from edges[i] up to edges[i + 1] are in which band i rises. */
  readonly edges: Int32Array;
  /** The weight of every bin in the band that rises there. */
  readonly rising: Float64Array;
  /** The weight of every bin in the band that falls there. */
  readonly falling: Float64Array;
  /**
   * Sums the bins of every band.
   * @param bins power or magnitude of the fftLength / 2 + 1 bins from 0 Hz to half the sample rate
   * @param out receives the `bands` sums
   */
  apply(bins: Float64Array, out: Float64Array): void;
}

type BandLayout = Pick<
  FeatureSpec,
  | 'sampleRate'
  | 'fftLength'
  | 'scale'
  | 'bands'
  | 'fMin'
  | 'fMax'
  | 'factor'
  | 'melFormula'
  | 'melNorm'
  | 'flanks'
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

/**
 * The filter bank of a FeatureSpec. For the mel scale it is `librosa.filters.mel(sr, n_fft, n_mels, fmin, fmax, htk, norm)`, and with
 * `flanks: 'scale'` and the HTK formula `tf.signal.linear_to_mel_weight_matrix`.
 *
 * @throws RangeError that names the first band too narrow to contain a bin of the FFT, as it would be silent for ever, or says how
 *   many bands the `log` scale has
 * @example
 * const bank = createFilterBank({ ...defaultFeatures, scale: 'linear', bands: 257, fMin: 0 }); // the bins themselves
 */
export function createFilterBank(layout: BandLayout): FilterBank {
  const { edges, rising, falling } = layout.scale === 'log' ? binGroups(layout) : triangles(layout);
  const { bands } = layout;
  return {
    bands,
    edges,
    rising,
    falling,
    apply(bins, out) {
      let risen = 0;
      for (let i = 0, bin = edges[0]!; i <= bands; i++) {
        let up = 0;
        let down = 0;
        for (const end = edges[i + 1]!; bin < end; bin++) {
          up += rising[bin]! * bins[bin]!;
          down += falling[bin]! * bins[bin]!;
        }
        if (i > 0) out[i - 1] = risen + down;
        risen = up;
      }
    },
  };
}

type Weights = Pick<FilterBank, 'edges' | 'rising' | 'falling'>;

/** Equal steps on a scale: where a frequency lies on it, and back. */
interface Axis {
  at(hz: number): number;
  hz(position: number): number;
}

function axisOf({ scale, melFormula }: BandLayout): Axis {
  switch (scale) {
    case 'mel':
      return { at: (hz) => hzToMel(hz, melFormula), hz: (mel) => melToHz(mel, melFormula) };
    case 'octave':
      return { at: Math.log, hz: Math.exp };
    default:
      return { at: (hz) => hz, hz: (hz) => hz };
  }
}

function triangles(layout: BandLayout): Weights {
  const { bands, sampleRate, fftLength, scale, fMin, fMax, melNorm, flanks } = layout;
  const axis = axisOf(layout);
  const [lowest, highest] = [axis.at(fMin), axis.at(fMax)];
  // Linear bands have their centres at fMin and fMax, the others their outer edges.
  const [steps, first] = scale === 'linear' ? [bands - 1, -1] : [bands + 1, 0];
  const positions = Array.from(
    { length: bands + 2 },
    (_, i) => lowest + ((highest - lowest) * (i + first)) / steps,
  );
  const points = positions.map(axis.hz);
  const hzPerBin = sampleRate / fftLength;
  const binCount = fftLength / 2 + 1;

  // An edge may be meant to lie on a bin and miss it by a rounding error.
  const edges = Int32Array.from(points, (hz) =>
    Math.min(Math.max(0, Math.ceil(hz / hzPerBin - 1e-9)), binCount),
  );
  const rising = new Float64Array(binCount);
  const falling = new Float64Array(binCount);
  const isNormalised = scale === 'mel' && melNorm === 'slaney';
  const gains = Array.from({ length: bands }, (_, band) =>
    isNormalised ? 2 / (points[band + 2]! - points[band]!) : 1,
  );
  const isStraightOnScale = flanks === 'scale';
  const flankPoints = isStraightOnScale ? positions : points;
  const totals = new Float64Array(bands);
  for (let i = 0; i <= bands; i++) {
    const [from, to] = [flankPoints[i]!, flankPoints[i + 1]!];
    for (let bin = edges[i]!; bin < edges[i + 1]!; bin++) {
      const hz = bin * hzPerBin;
      const share = Math.max(0, ((isStraightOnScale ? axis.at(hz) : hz) - from) / (to - from));
      rising[bin] = share * (gains[i] ?? 0);
      falling[bin] = (1 - share) * (gains[i - 1] ?? 0);
      if (i < bands) totals[i]! += rising[bin]!;
      if (i > 0) totals[i - 1]! += falling[bin]!;
    }
  }
  // A bin on the very edge of a band may be in it by a rounding error only.
  const empty = totals.findIndex((total) => total < 1e-12);
  if (empty >= 0) {
    throw new RangeError(
      `band ${empty} of ${bands} (${points[empty]!.toFixed(1)} to ${points[empty + 2]!.toFixed(1)} Hz) holds no bin of the ` +
        `FFT (${hzPerBin} Hz apart): expected at least one in every band; take fewer bands, a larger fftLength or a wider range`,
    );
  }
  return { edges, rising, falling };
}

/** The bands of the `log` scale: groups of whole bins. */
function binGroups(layout: BandLayout): Weights {
  const { bands, fftLength } = layout;
  const starts = groupStarts(layout);
  if (starts.length - 1 !== bands) {
    throw new RangeError(
      `expected ${starts.length - 1}, as many as factor ${layout.factor} makes of the bins from fMin to fMax`,
    );
  }
  const binCount = fftLength / 2 + 1;
  return {
    edges: Int32Array.of(...starts, starts.at(-1)!),
    rising: new Float64Array(binCount).fill(1),
    falling: new Float64Array(binCount),
  };
}

/** Where each group begins, and where the last one ends. */
function groupStarts({ sampleRate, fftLength, fMin, fMax, factor }: BandLayout): number[] {
  const hzPerBin = sampleRate / fftLength;
  // fMin and fMax may be multiples of a bin that 53 bits can't hold.
  const first = Math.ceil(fMin / hzPerBin - 1e-9);
  const last = Math.floor(fMax / hzPerBin + 1e-9);
  const steps = last - first;
  const starts = Array.from(
    { length: steps + 1 },
    // NumPy's linspace multiplies by the step's width: its last bit decides what is half.
    (_, i) => first + roundHalfEven((i * (1 / steps)) ** factor * steps),
  );
  return [...new Set(starts), last + 1];
}

/** As NumPy rounds. */
function roundHalfEven(x: number): number {
  const rounded = Math.round(x);
  return rounded - x === 0.5 && rounded % 2 === 1 ? rounded - 1 : rounded;
}

/**
 * How many bands the `log` scale has: the origin project takes the n bins from `fMin` to `fMax` together so that band i begins
 * at bin round((i / (n - 1)) ** factor * (n - 1)), each such bin once.
 *
 * @param layout of a FeatureSpec; its `bands` are not looked at
 * @example logBandCount({ ...originFeatures, factor: 2 }) // 384
 */
export function logBandCount(layout: Omit<BandLayout, 'bands'>): number {
  return groupStarts({ ...layout, bands: 0 }).length - 1;
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
