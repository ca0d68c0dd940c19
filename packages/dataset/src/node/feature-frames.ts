import { createSpectrogramStream, type FeatureSpec } from '@earmark/dsp';
import type { RecordingFile } from './open-recording.ts';
import { tooShort } from './too-short.ts';

/**
 * The spectrogram of a recording, a piece of frames at a time: decoded, resampled where its rate differs, and never
 * whole in memory.
 *
 * @returns pieces of one or more whole frames, row-major [frames][bands], in dB.
 * @throws DecodeError as `RecordingFile.chunks`; RangeError naming file, length and minimum where the recording is
 *   shorter than one frame.
 */
export async function* featureFrames(
  recording: RecordingFile,
  features: FeatureSpec,
): AsyncGenerator<Float32Array> {
  const stream = await createSpectrogramStream(features, recording.sampleRate);
  let isEmpty = true;
  let sampleCount = 0;
  for await (const samples of recording.chunks()) {
    sampleCount += samples.length;
    const values = stream.push(samples);
    if (values.length === 0) continue;
    isEmpty = false;
    yield values;
  }
  const values = stream.flush();
  if (values.length > 0) yield values;
  else if (isEmpty) throw tooShort(recording, sampleCount, features);
}
