import { assertFiniteSamples, type Audio } from './audio.ts';
import { copySamples } from './copy-samples.ts';
import { createResamplingChain } from './resampling-chain.ts';
import { blockLength } from './resampling-stage.ts';

/** Up to here the whole numbers of the phase are exact, in the kernel and outside of it. */
const highestRate = 2 ** 22;

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
  /**
   * As `push`, but writes to the beginning of `out` and returns how many samples it wrote, `outputLength(samples.length)`. It
   * allocates nothing.
   * @param out must not share memory with `samples`
   * @throws RangeError as `push`, and when `out` is too short; the resampler is then as before the call
   */
  pushInto(samples: Float32Array, out: Float32Array): number;
  /** Returns what was held back, ceil(n * toRate / fromRate) in all; afterwards the resampler is as new. */
  flush(): Float32Array;
}

/**
 * A band-limited resampler: polyphase windowed sinc with a Kaiser window. Output sample m is the signal at the time of input
 * sample m * fromRate / toRate exactly (no delay), silence lies before and after the recording.
 *
 * Aliases and images stay below -80 dB; up to 0.9 of the lower Nyquist frequency the gain is flat within 0.1 dB. Memory and the
 * work to begin do not depend on the rates: where two rates share no divisor the filter is interpolated, and a rate is lowered
 * far in several steps.
 *
 * Source: J. O. Smith, Digital Audio Resampling (ccrma.stanford.edu/~jos/resample).
 *
 * @param fromRate sample rate of what is pushed, in Hz; a positive integer up to 4,194,304
 * @param toRate sample rate of what is returned, in Hz, likewise. The same rate passes the samples through.
 * @throws RangeError that names the rate that is no such integer
 * @example
 * const resampler = createResampler(48000, 16000);
 * resampler.push(new Float32Array(480)).length + resampler.flush().length // 160
 */
export function createResampler(fromRate: number, toRate: number): Resampler {
  for (const rate of [fromRate, toRate]) {
    if (!Number.isInteger(rate) || rate < 1 || rate > highestRate) {
      throw new RangeError(
        `Resampler: sample rate is ${rate}: expected a positive integer of Hz, at most ${highestRate}.`,
      );
    }
  }
  return fromRate === toRate ? createPassThrough() : createFilteringResampler(fromRate, toRate);
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
  const samples = new Float32Array(samplesBefore(audio.samples.length, audio.sampleRate, sampleRate));
  const written = resampler.pushInto(audio.samples, samples);
  samples.set(resampler.flush(), written);
  return { samples, sampleRate };
}

function createFilteringResampler(fromRate: number, toRate: number): Resampler {
  let out: Float32Array = nothing;
  let written = 0;
  let inputCount = 0;
  let outputCount = 0;
  const chain = createResamplingChain(toRate, fromRate, 0, (samples, count) => {
    // At the flush a chain can be ahead of the end of the recording.
    const length = Math.min(count, out.length - written);
    copySamples(samples, 0, out, written, length);
    written += length;
  });

  const pushInto = (samples: Float32Array, target: Float32Array) => {
    assertFiniteSamples(samples, inputCount);
    assertRoom(target, chain.outputLength(samples.length));
    out = target;
    written = 0;
    chain.push(samples, samples.length);
    out = nothing;
    inputCount += samples.length;
    outputCount += written;
    return written;
  };

  return {
    outputLength: chain.outputLength,
    pushInto,
    push(samples) {
      const pushed = new Float32Array(chain.outputLength(samples.length));
      pushInto(samples, pushed);
      return pushed;
    },
    flush() {
      const rest = new Float32Array(samplesBefore(inputCount, fromRate, toRate) - outputCount);
      out = rest;
      written = 0;
      while (written < rest.length) chain.push(silence, Math.min(chain.tail, blockLength));
      out = nothing;
      chain.reset();
      inputCount = outputCount = 0;
      return rest;
    },
  };
}

const nothing = new Float32Array(0);
const silence = new Float32Array(blockLength);

/** Samples of the other rate that lie before input sample `count`; in parts, so that the product is exact for any length. */
function samplesBefore(count: number, fromRate: number, toRate: number): number {
  return Math.floor(count / fromRate) * toRate + Math.ceil(((count % fromRate) * toRate) / fromRate);
}

function assertRoom(out: Float32Array, length: number): void {
  if (out.length < length) {
    throw new RangeError(
      `Resampler: out has room for ${out.length} samples: expected at least ${length}, see outputLength.`,
    );
  }
}

function createPassThrough(): Resampler {
  let inputCount = 0;
  const pushInto = (samples: Float32Array, out: Float32Array) => {
    assertFiniteSamples(samples, inputCount);
    assertRoom(out, samples.length);
    out.set(samples);
    inputCount += samples.length;
    return samples.length;
  };
  return {
    outputLength: (sampleCount) => sampleCount,
    pushInto,
    push(samples) {
      const copy = new Float32Array(samples.length);
      pushInto(samples, copy);
      return copy;
    },
    flush() {
      inputCount = 0;
      return nothing;
    },
  };
}
