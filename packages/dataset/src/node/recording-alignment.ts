import { alignEnvelopes, concatenate, createDescriptorStream } from '@earmark/dsp';
import type { RecordingFile } from './open-recording.ts';
import { recordingFrames } from './recording-frames.ts';

/** How one recording lies to another. */
export interface RecordingAlignment {
  /** By so much B begins later than A, to a millisecond; negative where it begins before. */
  readonly offsetSeconds: number;
  /** Correlation of their energy envelopes at this offset, -1..1: how sure that they belong together. */
  readonly correlation: number;
}

/** The envelope: a root mean square of 10 ms every millisecond. */
const ENVELOPE = { sampleRate: 8000, frameLength: 80, hopLength: 8 };
const STEPS_A_SECOND = ENVELOPE.sampleRate / ENVELOPE.hopLength;
/** Enough to know a recording by. */
const COMPARED_SECONDS = 120;

/**
 * Finds by how much one recording of the same event begins later than another, from the energy envelopes of the first two minutes
 * that could belong together. Levels, rates and formats may differ.
 *
 * @param mostSeconds how far to look to either side
 * @throws as `recordingFrames`, where a recording is shorter than 10 ms too
 * @example (await alignRecordings(await openRecording('a.wav'), await openRecording('b.mp3'), 10)).offsetSeconds // 0.025
 */
export async function alignRecordings(
  a: RecordingFile,
  b: RecordingFile,
  mostSeconds: number,
): Promise<RecordingAlignment> {
  const seconds = COMPARED_SECONDS + mostSeconds;
  const mostSteps = Math.round(mostSeconds * STEPS_A_SECOND);
  const { offset, correlation } = alignEnvelopes(
    await envelope(a, seconds),
    await envelope(b, seconds),
    mostSteps,
  );
  return { offsetSeconds: offset / STEPS_A_SECOND, correlation };
}

async function envelope(recording: RecordingFile, mostSeconds: number): Promise<Float32Array> {
  const stream = await createDescriptorStream(ENVELOPE, ['rms'], recording.sampleRate);
  const parts: Float32Array[] = [];
  let steps = 0;
  for await (const values of recordingFrames(recording, stream, ENVELOPE)) {
    parts.push(values);
    steps += values.length;
    if (steps >= mostSeconds * STEPS_A_SECOND) break;
  }
  return concatenate(parts);
}
