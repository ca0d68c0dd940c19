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
  const { bands, pcenGain: gain, pcenBias: bias, pcenPower: power } = spec;
  const smoothing = smoothingOf(spec);
  const past = new Float64Array(bands).fill(1);
  const biasPower = bias ** power;
  return {
    apply(values, offset, frames) {
      for (let i = 0; i < frames * bands; i++) {
        const band = i % bands;
        const x = values[offset + i]!;
        const m = (past[band] = (1 - smoothing) * past[band]! + smoothing * x);
        // Loud past, by its relation to epsilon: exact where the past is tiny.
        const smooth = Math.exp(-gain * (Math.log(epsilon) + Math.log1p(m / epsilon)));
        values[offset + i] = biasPower * Math.expm1(power * Math.log1p((x * smooth) / bias));
      }
    },
    reset: () => void past.fill(1),
  };
}

/** The highest value that a band of at most `sum` (relative to the reference) can reach: right at an onset. */
export function highestPcen(spec: PcenSpec, sum: number): number {
  const onset = Float32Array.of(sum);
  const single = createPcen({ ...spec, bands: 1 });
  // The quietest possible past.
  const silence = new Float32Array(Math.ceil(20 / smoothingOf(spec)));
  single.apply(silence, 0, silence.length);
  single.apply(onset, 0, 1);
  return onset[0]!;
}

/** The first-order low-pass whose time constant is `pcenSeconds`, as librosa places its pole. */
function smoothingOf({ sampleRate, hopLength, pcenSeconds }: PcenSpec): number {
  const framesToSettle = (pcenSeconds * sampleRate) / hopLength;
  return (Math.sqrt(1 + 4 * framesToSettle ** 2) - 1) / (2 * framesToSettle ** 2);
}
