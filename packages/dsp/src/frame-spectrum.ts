import type { FeatureSpec } from './feature-spec.ts';
import { createFrameKernel } from './wasm/frame-kernel.ts';
import { createWindow } from './window.ts';

/** The spectra of windowed frames, one after the other, without allocating. */
export interface FrameSpectrum {
  /**
   * The frame that begins at `samples[start]`, windowed and zero-padded.
   * @returns |X|² (not scaled) of the fftLength / 2 + 1 bins from 0 Hz to half the sample rate; the next call overwrites it
   */
  power(samples: Float32Array, start: number): Float64Array;
}

/**
 * @param fftLength as in a FeatureSpec, at least `frameLength`; both in samples
 * @throws RangeError for another FFT length
 * @example
 * const spectrum = await createFrameSpectrum('rectangular', 32, 32);
 * spectrum.power(new Float32Array(32).fill(1), 0)[0]; // 1024
 */
export async function createFrameSpectrum(
  window: FeatureSpec['window'],
  frameLength: number,
  fftLength: number,
): Promise<FrameSpectrum> {
  const kernel = await createFrameKernel({
    window: createWindow(window, frameLength),
    fftLength,
    quantity: 'power',
    sampleCapacity: frameLength,
  });
  const bins = new Float64Array(fftLength / 2 + 1);
  return {
    power(samples, start) {
      for (let i = 0; i < frameLength; i++) kernel.samples[i] = samples[start + i]!;
      kernel.analyse(0, 0);
      for (let bin = 0; bin < bins.length; bin++) bins[bin] = kernel.bins[2 * bin]!;
      return bins;
    },
  };
}
