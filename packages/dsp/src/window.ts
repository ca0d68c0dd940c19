import type { FeatureSpec } from './feature-spec.ts';

/** Cosine coefficients of the generalised cosine windows: w[n] = a0 - a1 cos(2πn/N) + a2 cos(4πn/N). */
const coefficients = {
  hann: [0.5, 0.5, 0],
  hamming: [0.54, 0.46, 0],
  blackman: [0.42, 0.5, 0.08],
  rectangular: [1, 0, 0],
} as const satisfies Record<FeatureSpec['window'], readonly [number, number, number]>;

/**
 * A periodic window, as spectral analysis wants it (`scipy.signal.get_window(name, length, fftbins=True)`).
 *
 * Source: F. J. Harris, On the use of windows for harmonic analysis with the discrete Fourier transform, Proc. IEEE 66(1), 1978.
 *
 * @param length in samples
 * @returns `length` weights in [0, 1]
 * @example createWindow('hann', 4) // [0, 0.5, 1, 0.5]
 */
export function createWindow(name: FeatureSpec['window'], length: number): Float64Array {
  const [a0, a1, a2] = coefficients[name];
  return Float64Array.from({ length }, (_, n) => {
    const angle = (2 * Math.PI * n) / length;
    return a0 - a1 * Math.cos(angle) + a2 * Math.cos(2 * angle);
  });
}
