import type { Audio, PeakColumns } from '@earmark/dsp';
import type { ViewRange } from './view-range.ts';

/** Samples of a part of a recording. */
export interface SampleStretch extends Audio {
  /** Where in the recording its first sample lies. */
  readonly startSeconds: number;
}

/**
 * The line through the samples, as least and greatest of every column of pixels: neighbouring columns touch.
 *
 * @returns `undefined` where the stretch does not hold all of the visible range
 * @example sampleColumns({ samples: Float32Array.of(0, 1), sampleRate: 1, startSeconds: 0 }, { startSeconds: 0, endSeconds: 1 }, 2)
 * // { least: [0, 0.5], most: [0.5, 1] }
 */
export function sampleColumns(
  { samples, sampleRate, startSeconds }: SampleStretch,
  range: ViewRange,
  width: number,
): PeakColumns | undefined {
  const from = (range.startSeconds - startSeconds) * sampleRate;
  const to = (range.endSeconds - startSeconds) * sampleRate;
  // The line ends at the last sample, the recording one sample later.
  if (from < -ROUNDING || to > samples.length + ROUNDING) return undefined;
  const valueAt = (wished: number) => {
    const position = Math.max(0, Math.min(samples.length - 1, wished));
    const left = Math.floor(position);
    const right = Math.min(samples.length - 1, left + 1);
    return samples[left]! + (position - left) * (samples[right]! - samples[left]!);
  };
  const least = new Float32Array(width);
  const most = new Float32Array(width);
  let end = valueAt(from);
  for (let x = 0; x < width; x++) {
    const right = from + ((x + 1) * (to - from)) / width;
    let [lowest, highest] = [end, end];
    end = valueAt(right);
    lowest = Math.min(lowest, end);
    highest = Math.max(highest, end);
    const last = Math.min(samples.length - 1, Math.floor(right));
    for (let i = Math.max(0, Math.ceil(from + (x * (to - from)) / width)); i <= last; i++) {
      lowest = Math.min(lowest, samples[i]!);
      highest = Math.max(highest, samples[i]!);
    }
    least[x] = lowest;
    most[x] = highest;
  }
  return { least, most };
}

/** Seconds that came from samples and go back to them may be off by a little. */
const ROUNDING = 1e-3;
