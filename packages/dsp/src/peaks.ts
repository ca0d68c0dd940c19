import type { PeakColumns } from './peak-pyramid.ts';

/** Finds the extremes of samples that arrive in pieces; however they are cut, the result is the same. */
export interface PeakStream {
  /** Takes the next samples and returns the peaks that they complete. */
  push(samples: Float32Array): PeakColumns;
  /** Returns the peak of the samples that are left, if any are; afterwards the stream is as new. */
  flush(): PeakColumns;
}

/**
 * The least and the greatest of every `samplesPerPeak` samples, for a waveform.
 *
 * @param samplesPerPeak a positive integer
 * @throws RangeError where it isn't
 * @example
 * const stream = createPeakStream(2);
 * stream.push(Float32Array.of(1, -1, 0.5)); // { least: [-1], most: [1] }
 * stream.flush(); // { least: [0.5], most: [0.5] }
 */
export function createPeakStream(samplesPerPeak: number): PeakStream {
  if (!Number.isInteger(samplesPerPeak) || samplesPerPeak < 1)
    throw new RangeError(`samplesPerPeak is ${samplesPerPeak}: expected a positive integer.`);
  let held = 0;
  let [lowest, highest] = [Infinity, -Infinity];
  const startPeak = () => {
    held = 0;
    [lowest, highest] = [Infinity, -Infinity];
  };
  return {
    push(samples) {
      const peaks = Math.floor((held + samples.length) / samplesPerPeak);
      const least = new Float32Array(peaks);
      const most = new Float32Array(peaks);
      let from = 0;
      for (let peak = 0; from < samples.length; peak++) {
        const to = Math.min(samples.length, from + samplesPerPeak - held);
        held += to - from;
        for (; from < to; from++) {
          // Several times as fast as Math.min and Math.max, which also have to think of NaN and of minus zero.
          const sample = samples[from]!;
          if (sample < lowest) lowest = sample;
          if (sample > highest) highest = sample;
        }
        if (held < samplesPerPeak) break;
        least[peak] = lowest;
        most[peak] = highest;
        startPeak();
      }
      return { least, most };
    },
    flush() {
      const isEmpty = held === 0;
      const [least, most] = [lowest, highest];
      startPeak();
      return isEmpty
        ? { least: new Float32Array(0), most: new Float32Array(0) }
        : { least: Float32Array.of(least), most: Float32Array.of(most) };
    },
  };
}
