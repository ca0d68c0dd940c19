import { assertFiniteSamples, type Audio } from './audio.ts';
import { concatenate } from './concatenate.ts';
import { createPolyphaseKernel } from './polyphase-kernel.ts';

/** Stopband of the anti-alias filter in dB; it begins at the lower Nyquist frequency, the passband ends at 0.9 of it. */
const stopbandDb = 90;
const passband = 0.9;

/** Samples that are filtered between two moves of the history. */
const blockLength = 4096;

/**
 * Changes the sample rate of a recording that arrives in pieces; however it is cut, the result is the same, bit by bit.
 */
export interface Resampler {
  /** How many samples the next `push` of `sampleCount` samples will return. */
  outputLength(sampleCount: number): number;
  /**
   * Takes the next samples and returns those of the output that no later sample can change.
   * @throws RangeError that names the first sample that is not finite; the resampler is then as before the call
   */
  push(samples: Float32Array): Float32Array;
  /** Returns what was held back, ceil(n * toRate / fromRate) in all; afterwards the resampler is as new. */
  flush(): Float32Array;
}

/**
 * A band-limited resampler: polyphase windowed sinc with a Kaiser window. Output sample m is the signal at the time of input
 * sample m * fromRate / toRate exactly (no delay), silence lies before and after the recording.
 *
 * Aliases and images stay below -80 dB; up to 0.9 of the lower Nyquist frequency the gain is flat within 0.1 dB.
 *
 * Source: J. O. Smith, Digital Audio Resampling (ccrma.stanford.edu/~jos/resample); J. F. Kaiser, Nonrecursive digital
 * filter design using the I0-sinh window function, Proc. IEEE ISCAS 1974.
 *
 * @param fromRate sample rate of what is pushed, in Hz; positive integer
 * @param toRate sample rate of what is returned, in Hz; positive integer. The same rate passes the samples through.
 * @throws RangeError that names the rate that is no positive integer
 */
export function createResampler(fromRate: number, toRate: number): Resampler {
  for (const rate of [fromRate, toRate]) {
    if (!Number.isInteger(rate) || rate < 1) {
      throw new RangeError(`Resampler: sample rate is ${rate}: expected a positive integer of Hz.`);
    }
  }
  if (fromRate === toRate) return createPassThrough();

  const divisor = greatestCommonDivisor(fromRate, toRate);
  const up = toRate / divisor;
  const down = fromRate / divisor;
  const { reach, taps, rows } = createPolyphaseFilter(up, down);
  const { history, output, run } = createPolyphaseKernel(rows, up, down, taps + blockLength, blockLength);

  // The next output sample needs the `taps` samples from history[next] on; `filled` samples are there.
  let filled = 0;
  let next = 0;
  let phase = 0;
  let inputCount = 0;
  let outputCount = 0;

  const reset = () => {
    history.fill(0, 0, reach - 1);
    filled = reach - 1;
    next = phase = inputCount = outputCount = 0;
  };
  reset();

  /** Output samples that lie before input sample `limit`. */
  const outputsBefore = (limit: number) => Math.max(0, Math.ceil((limit * up) / down));

  /** Output samples whose input has arrived. */
  const ready = () => Math.ceil(((filled - taps - next + 1) * up - phase) / down);

  const write = (out: Float32Array, written: number): number => {
    for (let count; (count = Math.min(ready(), blockLength, out.length - written)) > 0; written += count) {
      run(next, phase, count);
      out.set(output.subarray(0, count), written);
      next += Math.floor((phase + count * down) / up);
      phase = (phase + count * down) % up;
    }
    return written;
  };

  /** Appends `count` samples (silence, where none are given) to the history and fills `out`. */
  const filter = (samples: Float32Array | undefined, count: number, out: Float32Array) => {
    let written = 0;
    for (let read = 0; read < count;) {
      const length = Math.min(count - read, history.length - filled);
      if (samples) history.set(samples.subarray(read, read + length), filled);
      else history.fill(0, filled, filled + length);
      read += length;
      filled += length;
      written = write(out, written);
      const done = Math.min(next, filled);
      history.copyWithin(0, done, filled);
      filled -= done;
      next -= done;
    }
    outputCount += written;
  };

  const outputLength = (sampleCount: number) => outputsBefore(inputCount + sampleCount - reach) - outputCount;

  return {
    outputLength,
    push(samples) {
      assertFiniteSamples(samples, inputCount);
      const out = new Float32Array(outputLength(samples.length));
      inputCount += samples.length;
      filter(samples, samples.length, out);
      return out;
    },
    flush() {
      const out = new Float32Array(outputsBefore(inputCount) - outputCount);
      filter(undefined, reach, out);
      reset();
      return out;
    },
  };
}

/**
 * A whole recording at another sample rate: one push and a flush of `createResampler`.
 *
 * @returns ceil(n * sampleRate / audio.sampleRate) samples
 * @throws RangeError as `createResampler` and `push`
 * @example resample({ samples: new Float32Array(48000), sampleRate: 48000 }, 16000).samples.length // 16000
 */
export function resample(audio: Audio, sampleRate: number): Audio {
  const resampler = createResampler(audio.sampleRate, sampleRate);
  return { samples: concatenate([resampler.push(audio.samples), resampler.flush()]), sampleRate };
}

function createPassThrough(): Resampler {
  let inputCount = 0;
  return {
    outputLength: (sampleCount) => sampleCount,
    push(samples) {
      assertFiniteSamples(samples, inputCount);
      inputCount += samples.length;
      return samples.slice();
    },
    flush() {
      inputCount = 0;
      return new Float32Array(0);
    },
  };
}

/**
 * One row of `taps` = 2 * `reach` weights for each of the `up` positions that an output sample can have between two input
 * samples. Row p belongs to position p / up; its weight k meets the input sample k - (reach - 1) steps away.
 */
function createPolyphaseFilter(
  up: number,
  down: number,
): { reach: number; taps: number; rows: Float32Array } {
  const bandwidth = Math.min(1, up / down);
  const cutoff = (bandwidth * (1 + passband)) / 2;
  const beta = 0.1102 * (stopbandDb - 8.7);
  // Kaiser's estimate of the length, rounded up so that a row is a multiple of 8, as the kernel wants it.
  const reach = 4 * Math.ceil((stopbandDb - 7.95) / (4 * 2 * 2.285 * Math.PI * bandwidth * (1 - passband)));
  const taps = 2 * reach;
  const rows = new Float32Array(up * taps);
  const row = new Float64Array(taps);
  for (let phase = 0; phase < up; phase++) {
    let sum = 0;
    for (let k = 0; k < taps; k++) {
      const distance = k - (reach - 1) - phase / up;
      const window = besselI0(beta * Math.sqrt(1 - (distance / reach) ** 2));
      row[k] = sinc(cutoff * distance) * window;
      sum += row[k]!;
    }
    // Every row passes a constant unchanged; otherwise the rows, taking turns, would put a tone onto it.
    for (let k = 0; k < taps; k++) rows[phase * taps + k] = row[k]! / sum;
  }
  return { reach, taps, rows };
}

function sinc(x: number): number {
  return x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
}

/** Modified Bessel function of the first kind, order 0, by its power series (Abramowitz and Stegun 9.6.10). */
function besselI0(x: number): number {
  const quarterSquare = (x * x) / 4;
  let sum = 1;
  for (let k = 1, term = 1; term > sum * 1e-12; k++) {
    term *= quarterSquare / (k * k);
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
