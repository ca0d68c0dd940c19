import type { Band } from './band-limits.ts';
import { convolve } from './convolve.ts';

/** Taps a band-pass has for its transition to take 1 Hz at 1 Hz: Kaiser's estimate for 60 dB, (60 - 7.95) / 14.36. */
const TAPS = 3.625;
/** Kaiser's shape parameter for 60 dB: 0.1102 (60 - 8.7). */
const BETA = 5.653;
/** How wide the fall beyond each end of the band is, as a part of that end's frequency; and its narrowest, in Hz. */
const TRANSITION = 0.1;
const NARROWEST_TRANSITION_HZ = 25;

/**
 * What of a sound lies in a band: a linear-phase filter without delay. Within the band the gain is 1 (to 0.01 dB); beyond it a sound
 * is at least 60 dB weaker from a tenth of the edge's frequency on (25 Hz at the least). An end at 0 Hz or from half the sample
 * rate on limits nothing.
 *
 * @throws RangeError where the band is empty, or all of it lies beyond half the sample rate
 * @see J. F. Kaiser, "Nonrecursive digital filter design using the I0-sinh window function", ISCAS 1974
 * @example bandPass(samples, [300, 3400], 16000) // on the telephone
 */
export function bandPass(samples: Float32Array, [low, high]: Band, sampleRate: number): Float32Array {
  if (!(low >= 0 && high > low && low < sampleRate / 2)) {
    const expectation = `expected two rising frequencies, the lower below ${sampleRate / 2} Hz`;
    throw new RangeError(`the band is ${low} to ${high} Hz; ${expectation}`);
  }
  const lowTransition = transitionHz(low);
  const highTransition = Math.min(transitionHz(high), Math.max(1, sampleRate / 2 - high));
  let response: Float64Array | undefined;
  if (low > 0) response = lowPass(low - lowTransition / 2, lowTransition, sampleRate, -1);
  if (high < sampleRate / 2) {
    const upper = lowPass(high + highTransition / 2, highTransition, sampleRate, 1);
    response = response ? added(response, upper) : upper;
  } else if (response) {
    response[(response.length - 1) / 2]! += 1;
  }
  if (!response) return samples.slice();
  const delay = (response.length - 1) / 2;
  const padded = new Float32Array(samples.length + delay);
  padded.set(samples);
  return convolve(padded, Float32Array.from(response)).subarray(delay);
}

const transitionHz = (edge: number) => Math.max(NARROWEST_TRANSITION_HZ, TRANSITION * edge);

/** An odd number of taps around the middle one: an ideal low-pass's response times a Kaiser window, with `gain` at 0 Hz. */
function lowPass(cutOffHz: number, transition: number, sampleRate: number, gain: number): Float64Array {
  const half = Math.ceil((TAPS * sampleRate) / transition / 2);
  const cycles = cutOffHz / sampleRate;
  const taps = Float64Array.from({ length: 2 * half + 1 }, (_, i) => {
    const at = i - half;
    const ideal = at === 0 ? 2 * cycles : Math.sin(2 * Math.PI * cycles * at) / (Math.PI * at);
    return ideal * besselI0(BETA * Math.sqrt(1 - (at / half) ** 2));
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => (gain * tap) / sum);
}

/** Two responses about their middles. */
function added(a: Float64Array, b: Float64Array): Float64Array {
  const [longer, shorter] = a.length > b.length ? [a, b] : [b, a];
  const sum = longer.slice();
  const margin = (longer.length - shorter.length) / 2;
  shorter.forEach((tap, i) => (sum[margin + i]! += tap));
  return sum;
}

/** The modified Bessel function of the first kind and order 0, by its power series. */
function besselI0(x: number): number {
  let term = 1;
  let sum = 1;
  for (let k = 1; term > 1e-12 * sum; k++) {
    term *= (x / (2 * k)) ** 2;
    sum += term;
  }
  return sum;
}
