import { createSpectrogramStream, type FeatureSpec } from '@earmark/dsp';
import type { RecordingFile } from './open-recording.ts';
import { recordingFrames } from './recording-frames.ts';

/**
 * The spectrogram of a recording, a piece of frames at a time: decoded, resampled where its rate differs, and never
 * whole in memory.
 *
 * @param onProgress hears how many seconds have been read, before the frames of these seconds are handed out
 * @returns pieces of one or more whole frames, row-major [frames][bands], in dB.
 * @throws as `recordingFrames`; RangeError for a bad spec.
 */
export async function* featureFrames(
  recording: RecordingFile,
  features: FeatureSpec,
  onProgress?: (seconds: number) => void,
): AsyncGenerator<Float32Array> {
  const stream = await createSpectrogramStream(features, recording.sampleRate);
  yield* recordingFrames(recording, stream, features, onProgress);
}
