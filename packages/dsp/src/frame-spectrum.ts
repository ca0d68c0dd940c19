import type { FeatureSpec } from './feature-spec.ts';
import { createRealFft } from './fft.ts';
import { createWindow } from './window.ts';

/** The spectra of windowed frames, one after the other, without allocating. */
export interface FrameSpectrum {
  /**
   * The frame that begins at `samples[start]`, windowed and zero-padded.
   * @returns |X|² (not scaled) of the fftLength / 2 + 1 bins from 0 Hz to half the sample rate; the next call overwrites it
   */
  power(samples: Float32Array, start: number): Float64Array;
  /** Gives the FFT's memory back. */
  dispose(): void;
}

/**
 * @param fftLength a power of two from 32, at least `frameLength`; both in samples
 * @example
 * const spectrum = await createFrameSpectrum('rectangular', 32, 32);
 * spectrum.power(new Float32Array(32).fill(1), 0)[0]; // 1024
 */
export async function createFrameSpectrum(
  window: FeatureSpec['window'],
  frameLength: number,
  fftLength: number,
): Promise<FrameSpectrum> {
  const weights = createWindow(window, frameLength);
  const bins = new Float64Array(fftLength / 2 + 1);
  const fft = await createRealFft(fftLength);
  // The transform leaves its input alone: beyond the frame it stays silent.
  fft.input.fill(0);
  return {
    power(samples, start) {
      const { input, spectrum } = fft;
      for (let i = 0; i < frameLength; i++) input[i] = samples[start + i]! * weights[i]!;
      fft.transform();
      bins[0] = spectrum[0]! ** 2;
      bins[fftLength / 2] = spectrum[1]! ** 2;
      for (let bin = 1; bin < fftLength / 2; bin++) {
        const re = spectrum[2 * bin]!;
        const im = spectrum[2 * bin + 1]!;
        bins[bin] = re * re + im * im;
      }
      return bins;
    },
    dispose: fft.dispose,
  };
}
