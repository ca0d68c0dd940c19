import { addEvent, type Random } from '@earmark/dataset';
import { sampleRate } from '../sample-rate.ts';

/** Uniform white noise in [-1, 1]. */
export function whiteNoise(random: Random, sampleCount: number): Float32Array {
  return Float32Array.from({ length: sampleCount }, () => 2 * random.unit() - 1);
}

/**
 * A harmonic tone: partial k (from 1) sounds at k times `frequency` with `amplitudes[k - 1]`; partials above 0.45 of the
 * sample rate are left out. A curve as frequency makes it glide.
 */
export function harmonicTone(
  sampleCount: number,
  frequency: number | Float32Array,
  amplitudes: readonly number[],
): Float32Array {
  const tone = new Float32Array(sampleCount);
  let cycles = 0;
  for (let i = 0; i < sampleCount; i++) {
    const hertz = typeof frequency === 'number' ? frequency : frequency[i]!;
    cycles = (cycles + hertz / sampleRate) % 1;
    const audible = Math.min(amplitudes.length, Math.floor((0.45 * sampleRate) / hertz));
    let value = 0;
    for (let k = 1; k <= audible; k++) value += amplitudes[k - 1]! * Math.sin(2 * Math.PI * k * cycles);
    tone[i] = value;
  }
  return tone;
}

/** Amplitudes of `count` partials that fall by `decibelsPerOctave`: -6 is a sawtooth's fall, -12 is softer. */
export function fallingPartials(count: number, decibelsPerOctave: number): number[] {
  return Array.from({ length: count }, (_, k) => 10 ** ((decibelsPerOctave * Math.log2(k + 1)) / 20));
}

/** Sample positions of events that come at random, `perSecond` on average (a Poisson process). */
export function randomTimes(random: Random, sampleCount: number, perSecond: number): number[] {
  const times: number[] = [];
  let at = 0;
  for (;;) {
    at += (-Math.log(1 - random.unit()) / perSecond) * sampleRate;
    if (at >= sampleCount) return times;
    times.push(Math.floor(at));
  }
}

/** Sample positions of a beat `perSecond` that starts at a random phase; each beat is off by up to `jitter` of a period. */
export function steadyTimes(random: Random, sampleCount: number, perSecond: number, jitter = 0): number[] {
  const period = sampleRate / perSecond;
  const times: number[] = [];
  for (let at = random.unit() * period; at < sampleCount; at += period) {
    times.push(Math.max(0, Math.floor(at + jitter * period * (random.unit() - 0.5))));
  }
  return times;
}

/** The product of two signals, sample by sample, as long as the shorter one. */
export function multiply(a: Float32Array, b: Float32Array): Float32Array {
  return a.subarray(0, Math.min(a.length, b.length)).map((value, i) => value * b[i]!);
}

/** The weighted sum of signals of one length. */
export function sum(...parts: readonly (readonly [gain: number, signal: Float32Array])[]): Float32Array {
  const total = new Float32Array(Math.max(0, ...parts.map(([, signal]) => signal.length)));
  for (const [gain, signal] of parts) addEvent(total, 0, signal, gain);
  return total;
}
