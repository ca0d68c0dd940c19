import { amplitude } from '@earmark/dataset';
import { sampleRate } from './sample-rate.ts';

export type FilterType = 'low' | 'band' | 'high';

/**
 * Second-order state variable filter: low-pass, high-pass, or band-pass with unit gain at its centre. Stays stable
 * while its frequency moves, which gusts and formants need.
 *
 * @param frequency cut-off or centre in Hz (limited to 10 Hz .. 0.49 of the sample rate), or one value a sample
 * @param q resonance; 0.707 is flat, 10 rings, 100 sings
 * @see A. Simper, "Linear trapezoidal integrated state variable filter", Cytomic technical paper, 2013
 * @example filter(whiteNoise(random, 16000), 'low', 500) is a dull rumble of one second
 */
export function filter(
  samples: Float32Array,
  type: FilterType,
  frequency: number | Float32Array,
  q = Math.SQRT1_2,
): Float32Array {
  const out = new Float32Array(samples.length);
  const damping = 1 / q;
  let first = 0;
  let second = 0;
  for (let i = 0; i < samples.length; i++) {
    const hertz = typeof frequency === 'number' ? frequency : frequency[i]!;
    const g = Math.tan((Math.PI * Math.min(Math.max(hertz, 10), 0.49 * sampleRate)) / sampleRate);
    const a1 = 1 / (1 + g * (g + damping));
    const input = samples[i]!;
    const difference = input - second;
    const band = a1 * (first + g * difference);
    const low = second + g * band;
    first = 2 * band - first;
    second = 2 * low - second;
    out[i] = type === 'low' ? low : type === 'band' ? damping * band : input - damping * band - low;
  }
  return out;
}

/**
 * Raises what lies above 1 kHz against what lies below by `tiltDb`, half of it up and half of it down: a positive tilt
 * sounds bright, a negative one dull.
 */
export function tilt(samples: Float32Array, tiltDb: number): Float32Array {
  const low = filter(samples, 'low', 1000, 0.5);
  const gain = amplitude(tiltDb / 2);
  return samples.map((sample, i) => gain * (sample - low[i]!) + low[i]! / gain);
}
