import { createFramePool, type FeatureSpec, FrameGrid } from '@earmark/dsp';
import type { FigureSpectrogram } from '../figure/spectrogram-panel.ts';
import { featureFrames } from './feature-frames.ts';
import type { RecordingFile } from './open-recording.ts';

/** Columns of an overview, and the width of the widest picture: many programs fail on much wider ones. */
export const OVERVIEW_COLUMNS = 16_384;

/** A stretch of a recording, in seconds from its beginning. */
export interface Stretch {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

/**
 * The spectrogram of a stretch of a recording for a figure, in memory that does not grow with its length: past 16,384 frames a
 * column stands for 2, 4, 8 … of them, of each band the loudest. The recording is read up to the stretch's end.
 *
 * @param stretch the frames whose centres lie in it
 * @param onProgress hears how many seconds have been read.
 * @throws as `recordingFrames`; RangeError naming the file where no frame lies in the stretch.
 * @example await spectrogramOverview(await openRecording('dawn.flac'), defaultFeatures, { fromSeconds: 10, toSeconds: 15 })
 */
export async function spectrogramOverview(
  recording: RecordingFile,
  features: FeatureSpec,
  { fromSeconds, toSeconds }: Stretch,
  onProgress?: (seconds: number) => void,
): Promise<FigureSpectrogram> {
  const { bands } = features;
  const grid = new FrameGrid(features);
  const startFrame = Math.max(0, grid.frameAt(fromSeconds));
  const endFrame = grid.frameAt(toSeconds) + 1;
  const pool = createFramePool(bands, OVERVIEW_COLUMNS);
  let frames = 0;
  let readSeconds = 0;
  const noteProgress = (seconds: number) => {
    readSeconds = seconds;
    onProgress?.(seconds);
  };
  for await (const values of featureFrames(recording, features, noteProgress)) {
    const piece = values.subarray(
      Math.max(0, startFrame - frames) * bands,
      Math.max(0, endFrame - frames) * bands,
    );
    pool.add(piece);
    frames += values.length / bands;
    if (frames >= endFrame) break;
  }
  const { values, framesPerColumn } = pool.result();
  if (values.length === 0) {
    const asked = `from ${fromSeconds} s ${toSeconds < Infinity ? `to ${toSeconds} s` : 'on'}`;
    throw new RangeError(
      `${recording.path}: no frame lies ${asked}; expected a stretch of its ${readSeconds.toFixed(3)} s`,
    );
  }
  return { values, frames: values.length / bands, bands, features, startFrame, framesPerColumn };
}
