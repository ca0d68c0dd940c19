import { FrameGrid, type SpectrogramStream } from '@earmark/dsp';
import type { RecordingFile } from './open-recording.ts';

/**
 * The rows that a stream makes of a recording, a piece at a time and never whole in memory.
 *
 * @param stream is told all samples, and flushed at the end
 * @param axis of its frames
 * @param onProgress hears how many seconds have been read, before the rows of these seconds are handed out
 * @returns pieces of one or more whole rows
 * @throws DecodeError as `RecordingFile.chunks`; RangeError naming the file: as the stream's, or with length and minimum where the
 *   recording is shorter than one frame
 * @example
 * const stream = await createSpectrogramStream(defaultFeatures, recording.sampleRate);
 * for await (const values of recordingFrames(recording, stream, defaultFeatures)) pool.add(values);
 */
export async function* recordingFrames(
  recording: RecordingFile,
  stream: Pick<SpectrogramStream, 'push' | 'flush'>,
  axis: Pick<FrameGrid, 'sampleRate' | 'frameLength' | 'hopLength'>,
  onProgress?: (seconds: number) => void,
): AsyncGenerator<Float32Array> {
  let isEmpty = true;
  let sampleCount = 0;
  for await (const samples of recording.chunks()) {
    const values = naming(recording, () => stream.push(samples));
    sampleCount += samples.length;
    onProgress?.(sampleCount / recording.sampleRate);
    if (values.length === 0) continue;
    isEmpty = false;
    yield values;
  }
  const values = naming(recording, () => stream.flush());
  if (values.length > 0) yield values;
  else if (isEmpty) throw tooShort(recording, sampleCount, axis);
}

function naming<T>({ path }: RecordingFile, compute: () => T): T {
  try {
    return compute();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new RangeError(`${path}: ${cause.message}`, { cause });
  }
}

function tooShort(
  { path, sampleRate }: RecordingFile,
  sampleCount: number,
  axis: Pick<FrameGrid, 'sampleRate' | 'frameLength' | 'hopLength'>,
): RangeError {
  const found = (sampleCount / sampleRate).toFixed(4);
  const least = (new FrameGrid(axis).samplesFor(1) / axis.sampleRate).toFixed(4);
  return new RangeError(
    `${path}: the recording lasts ${found} s; expected at least one frame of ${least} s. Leave it out`,
  );
}
