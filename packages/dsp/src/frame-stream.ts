import { assertFiniteSamples } from './audio.ts';
import { copySamples } from './copy-samples.ts';
import { FrameGrid } from './frame-grid.ts';
import { createResampler } from './resample.ts';

/** Turns samples into rows of numbers, one a frame, as they arrive; a whole recording passes through the same machine. */
export interface FrameStream {
  /** How many frames the next push of `sampleCount` samples will complete. */
  frameCount(sampleCount: number): number;
  /**
   * Takes the next samples (of the input sample rate) and returns the frames they complete, row-major.
   * @throws RangeError that names the first sample that is not finite; the stream is then as before the call
   */
  push(samples: Float32Array): Float32Array;
  /**
   * As `push`, into an array of the caller's: once warm, it takes no memory, which is what a thread that must not pause for
   * garbage wants.
   * @param out has room for `frameCount(samples.length)` rows
   * @returns the number of frames written
   * @throws RangeError as `push`, or when `out` is too short; the stream is then as before the call
   */
  pushInto(samples: Float32Array, out: Float32Array): number;
  /** Ends the recording: returns the frames the resampler held back; afterwards the stream is as new. */
  flush(): Float32Array;
}

/** What is computed of frames. */
export interface FrameWriter {
  /** Numbers a frame. */
  readonly width: number;
  /** Where the samples are put that frames are made of; longer than a frame. */
  readonly samples: Float32Array;
  /**
   * Writes the rows of `frames` frames, one after the other, into `out` from `offset` on.
   * @param start index in `samples` at which the first of them begins; each further one begins a hop later
   */
  write(start: number, frames: number, out: Float32Array, offset: number): void;
  /** Forgets all frames before. */
  reset?(): void;
}

/** Samples that pass through at a time, so that an hour in one push needs no second copy of the hour. */
export const frameStreamBlock = 16_384;

/**
 * Resamples, cuts into frames and has them written. However the samples are cut into pieces, the writer gets the same frames in the
 * same order.
 *
 * @param axis the frames
 * @param inputSampleRate of the samples that will be pushed, in Hz; they are resampled where it differs from the axis's
 * @throws RangeError for a bad axis or sample rate
 */
export function createFrameStream(
  axis: Pick<FrameGrid, 'sampleRate' | 'frameLength' | 'hopLength'>,
  inputSampleRate: number,
  writer: FrameWriter,
): FrameStream {
  const grid = new FrameGrid(axis);
  const { sampleRate, hopLength } = grid;
  const { width, samples: held } = writer;
  const resampler = inputSampleRate === sampleRate ? undefined : createResampler(inputSampleRate, sampleRate);
  // One sample of a slow recording may become many; each of the resampler's filters may round up by a sample.
  const inputBlock = Math.max(1, Math.floor((frameStreamBlock * inputSampleRate) / sampleRate));
  const resampledBlock = Math.max(frameStreamBlock, Math.ceil(sampleRate / inputSampleRate)) + 16;
  const resampled = new Float32Array(resampler ? resampledBlock : 0);

  // held[next] is the next frame's first sample; it may lie beyond the `filled` ones where the hop is longer than a frame.
  let filled = 0;
  let next = 0;
  let inputCount = 0;
  let sampleCount = 0;

  /** Takes `count` samples of the axis's rate and writes the frames they complete from row `row` on; returns the row after them. */
  const take = (samples: Float32Array, count: number, out: Float32Array, row: number): number => {
    sampleCount += count;
    for (let read = 0; read < count;) {
      const length = Math.min(count - read, held.length - filled);
      if (length === samples.length) held.set(samples, filled);
      else copySamples(samples, read, held, filled, length);
      filled += length;
      read += length;
      const frames = next < filled ? grid.frameCount(filled - next) : 0;
      if (frames > 0) writer.write(next, frames, out, row * width);
      row += frames;
      next += frames * hopLength;
      const passed = Math.min(next, filled);
      held.copyWithin(0, passed, filled);
      filled -= passed;
      next -= passed;
    }
    return row;
  };

  const framesOf = (newSamples: number) =>
    grid.frameCount(sampleCount + newSamples) - grid.frameCount(sampleCount);
  const frameCount = (newSamples: number) => framesOf(resampler?.outputLength(newSamples) ?? newSamples);

  const pushInto = (samples: Float32Array, out: Float32Array): number => {
    assertFiniteSamples(samples, inputCount);
    const expected = frameCount(samples.length) * width;
    if (out.length < expected) {
      throw new RangeError(`out has room for ${out.length} values: expected at least ${expected}.`);
    }
    inputCount += samples.length;
    if (!resampler) return take(samples, samples.length, out, 0);
    if (samples.length <= inputBlock) return take(resampled, resampler.pushInto(samples, resampled), out, 0);
    let row = 0;
    for (let start = 0; start < samples.length; start += inputBlock) {
      const block = samples.subarray(start, start + inputBlock);
      row = take(resampled, resampler.pushInto(block, resampled), out, row);
    }
    return row;
  };

  return {
    frameCount,
    pushInto,
    push(samples) {
      const out = new Float32Array(frameCount(samples.length) * width);
      pushInto(samples, out);
      return out;
    },
    flush() {
      const tail = resampler?.flush() ?? new Float32Array(0);
      const out = new Float32Array(framesOf(tail.length) * width);
      take(tail, tail.length, out, 0);
      filled = next = inputCount = sampleCount = 0;
      writer.reset?.();
      return out;
    },
  };
}
