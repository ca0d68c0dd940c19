import { createPeakPyramid, type PeakColumns } from '@earmark/dsp';
import type { Posteriors } from '@earmark/models';
import type { ViewRange } from './view-range.ts';

/** What a curve is in every column of pixels; a column without a frame has least Infinity and most -Infinity. */
export interface PosteriorColumns extends PeakColumns {
  readonly mean: Float32Array;
  /** Mean of |2 p - 1|: 0 where no frame of the column leans either way, 1 where all are certain. */
  readonly certainty: Float32Array;
}

/** The posterior of one label over a recording, ready for drawing at every zoom. */
export interface PosteriorCurve {
  readonly label: string;
  columns(range: ViewRange, width: number): PosteriorColumns;
}

/**
 * Prepares a label's posteriors for drawing: columns of pixels then cost as much for hours as for seconds.
 *
 * @param label one of `track.labels`
 * @throws RangeError where the track does not have the label
 * @example createPosteriorCurve(track, 'speech').columns({ startSeconds: 0, endSeconds: 10 }, 1000).mean[0] // 0.98
 */
export function createPosteriorCurve(track: Posteriors, label: string): PosteriorCurve {
  const { values, frames, labels, grid } = track;
  const place = labels.indexOf(label);
  if (place < 0)
    throw new RangeError(`there is no label ${JSON.stringify(label)} among ${labels.join(', ')}`);
  const curve = new Float32Array(frames);
  const sums = new Float64Array(frames + 1);
  const certainties = new Float64Array(frames + 1);
  for (let frame = 0; frame < frames; frame++) {
    const posterior = values[frame * labels.length + place]!;
    curve[frame] = posterior;
    sums[frame + 1] = sums[frame]! + posterior;
    certainties[frame + 1] = certainties[frame]! + Math.abs(2 * posterior - 1);
  }
  const peaks = createPeakPyramid();
  peaks.push(curve, curve);

  return {
    label,
    columns({ startSeconds, endSeconds }, width) {
      const positionAt = (seconds: number) => (seconds - grid.boundarySeconds(0)) / grid.hopSeconds;
      const [from, to] = [positionAt(startSeconds), positionAt(endSeconds)];
      const mean = new Float32Array(width);
      const certainty = new Float32Array(width);
      for (let x = 0; x < width; x++) {
        const first = Math.max(0, Math.floor(from + (x * (to - from)) / width));
        const end = Math.min(frames, Math.ceil(from + ((x + 1) * (to - from)) / width));
        if (first >= end) continue;
        mean[x] = (sums[end]! - sums[first]!) / (end - first);
        certainty[x] = (certainties[end]! - certainties[first]!) / (end - first);
      }
      return { ...peaks.columns(from, to, width), mean, certainty };
    },
  };
}
