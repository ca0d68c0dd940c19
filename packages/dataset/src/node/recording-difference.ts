import { absoluteDifference, type FeatureSpec } from '@earmark/dsp';
import { featureFrames } from './feature-frames.ts';
import type { RecordingFile } from './open-recording.ts';

/**
 * The difference of two recordings: |A - B| of their spectrograms, a piece of frames at a time, from the moment that both have begun to
 * the end of the first that ends. Neither is ever whole in memory.
 *
 * @param offsetSeconds by how much B begins later than A; negative where it begins before. It is rounded to a whole sample.
 * @returns pieces of one or more whole frames, row-major [frames][bands], in the unit of the features' values
 * @throws RangeError where one recording ends before the other begins, or they share less than a frame; else as `recordingFrames`
 * @example for await (const values of differenceFrames(a, b, defaultFeatures)) pool.add(values);
 */
export async function* differenceFrames(
  a: RecordingFile,
  b: RecordingFile,
  features: FeatureSpec,
  offsetSeconds = 0,
): AsyncGenerator<Float32Array> {
  const framesOfA = featureFrames(withoutStart(a, offsetSeconds, b), features) as Frames;
  const framesOfB = featureFrames(withoutStart(b, -offsetSeconds, a), features) as Frames;
  try {
    for (let left = noFrame, right = noFrame; ;) {
      if (left.length === 0) left = (await framesOfA.next()).value ?? noFrame;
      if (right.length === 0) right = (await framesOfB.next()).value ?? noFrame;
      const count = Math.min(left.length, right.length);
      if (count === 0) return;
      yield absoluteDifference(left, right, count);
      left = left.subarray(count);
      right = right.subarray(count);
    }
  } finally {
    await framesOfA.return(undefined);
    await framesOfB.return(undefined);
  }
}

type Frames = AsyncGenerator<Float32Array, undefined>;

const noFrame: Float32Array = new Float32Array(0);

/** The recording from the moment on at which another one begins. */
function withoutStart(recording: RecordingFile, seconds: number, other: RecordingFile): RecordingFile {
  if (seconds <= 0) return recording;
  const { path, durationSeconds, sampleRate } = recording;
  if (seconds >= durationSeconds) {
    throw new RangeError(
      `${other.path} begins ${seconds} s after ${path}, which lasts ${durationSeconds.toFixed(3)} s: expected an offset ` +
        'that leaves a stretch of both',
    );
  }
  return {
    ...recording,
    async *chunks() {
      let left = Math.round(seconds * sampleRate);
      for await (const samples of recording.chunks()) {
        if (left < samples.length) yield samples.subarray(left);
        left = Math.max(0, left - samples.length);
      }
    },
  };
}
