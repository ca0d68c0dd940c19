/**
 * One channel of sound with its own time axis.
 *
 * `samples` lie in [-1, 1] (full scale); `sampleRate` is in Hz. Neither is changed by any function of this package.
 */
export interface Audio {
  readonly samples: Float32Array;
  readonly sampleRate: number;
}

/** Louder than any recording, and quiet enough that no power of it overflows a 32-bit float. */
const absurdSample = 1e9;

/**
 * The mean of several channels, sample by sample.
 *
 * @param channels one array of samples per channel, all of the same length
 * @returns a new array of that length
 * @throws RangeError without a channel, or when the channels differ in length
 * @example toMono([Float32Array.of(1, 0), Float32Array.of(0, 0.5)]) // [0.5, 0.25]
 */
export function toMono(channels: readonly Float32Array[]): Float32Array {
  const [first] = channels;
  if (!first) throw new RangeError('toMono got 0 channels: expected at least one.');
  const mono = Float32Array.from(first);
  for (const [index, channel] of channels.entries()) {
    if (channel.length !== mono.length) {
      throw new RangeError(
        `Channel ${index} has ${channel.length} samples: expected ${mono.length}, as many as channel 0.`,
      );
    }
    if (index > 0) for (let i = 0; i < mono.length; i++) mono[i]! += channel[i]!;
  }
  if (channels.length > 1) for (let i = 0; i < mono.length; i++) mono[i]! /= channels.length;
  return mono;
}

/**
 * Refuses samples that would spread as NaN or infinity through every later number.
 *
 * @param samples what is about to be processed
 * @param firstIndex index of `samples[0]` in the whole recording, for the message
 * @throws RangeError that names the first sample that is NaN, infinite or beyond ±1e9
 */
export function assertFiniteSamples(samples: Float32Array, firstIndex = 0): void {
  for (let i = 0; i < samples.length; i++) {
    if (!(Math.abs(samples[i]!) <= absurdSample)) {
      throw new RangeError(
        `Sample ${firstIndex + i} is ${samples[i]}: expected a finite number, for sound one between -1 and 1.`,
      );
    }
  }
}
