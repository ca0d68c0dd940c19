import type { FeatureSpec } from './feature-spec.ts';

/** Against a division by zero in silence, relative to the reference. */
const epsilon = 1e-6;

/**
 * Per-channel energy normalization: every band is divided by its own recent past, so that steady noise fades and onsets stand out.
 *
 * m[t] = (1 - s) m[t - 1] + s x[t], value = (x / (1e-6 + m)^gain + bias)^power - bias^power, as `librosa.pcen`; before the first
 * frame m is 1. The past matters: a piece of a recording agrees with the whole only after some multiples of `pcenSeconds`.
 *
 * Source: Y. Wang et al., Trainable frontend for robust and far-field keyword spotting, Proc. ICASSP 2017; V. Lostanlen et al.,
 * Per-channel energy normalization: why and how, IEEE Signal Processing Letters 26(1), 2019.
 */
export interface Pcen {
  /** Turns the rows [frames][bands] of band sums relative to the reference into values, in place. */
  apply(values: Float32Array, offset: number, frames: number): void;
  /** Forgets the past. */
  reset(): void;
}

type PcenSpec = Pick<
  FeatureSpec,
  'bands' | 'sampleRate' | 'hopLength' | 'pcenGain' | 'pcenBias' | 'pcenPower' | 'pcenSeconds'
>;

export function createPcen(spec: PcenSpec): Pcen {
  const { bands } = spec;
  const smoothing = smoothingOf(spec);
  const past = new Float64Array(bands).fill(1);
  return {
    apply(values, offset, frames) {
      for (let i = 0; i < frames * bands; i++) {
        const band = i % bands;
        const x = values[offset + i]!;
        past[band] = (1 - smoothing) * past[band]! + smoothing * x;
        values[offset + i] = normalized(spec, x, past[band]);
      }
    },
    reset: () => void past.fill(1),
  };
}

/** x by its recent mean; logarithms, because they are exact where both are tiny. */
function normalized({ pcenGain, pcenBias, pcenPower }: PcenSpec, x: number, mean: number): number {
  const gain = Math.exp(-pcenGain * (Math.log(epsilon) + Math.log1p(mean / epsilon)));
  return pcenBias ** pcenPower * Math.expm1(pcenPower * Math.log1p((x * gain) / pcenBias));
}

/** The highest value that a band of at most `sum` (relative to the reference) can reach: at its onset, out of long silence. */
export function highestPcen(spec: PcenSpec, sum: number): number {
  return normalized(spec, sum, smoothingOf(spec) * sum);
}

/** The first-order low-pass whose time constant is `pcenSeconds`, as librosa places its pole. */
function smoothingOf({ sampleRate, hopLength, pcenSeconds }: PcenSpec): number {
  const framesToSettle = (pcenSeconds * sampleRate) / hopLength;
  // (√(1 + 4T²) - 1) / 2T², without the difference of nearly equal numbers.
  return 2 / (1 + Math.sqrt(1 + 4 * framesToSettle ** 2));
}
