import type { FrameSource } from '@earmark/dataset';
import { assertFiniteFrames } from '../inference/finite-frames.ts';

/**
 * The same frames, checked whenever they are read, see `assertFiniteFrames`.
 *
 * @param uri names the recording in the error
 * @returns a source whose `read` throws RangeError, naming recording, frame and band, where a value is NaN or infinite
 * @example finiteSource('talk.wav', source).read(0, 100)
 */
export function finiteSource(uri: string, source: FrameSource): FrameSource {
  const { frames, bands } = source;
  return {
    frames,
    bands,
    read(start, count) {
      const values = source.read(start, count);
      assertFiniteFrames(values, bands, start, uri);
      return values;
    },
  };
}

/** Recordings whose frames are checked whenever they are read, see `finiteSource`. */
export const finiteRecordings = <Recording extends { readonly uri: string; readonly source: FrameSource }>(
  recordings: readonly Recording[],
): Recording[] =>
  recordings.map((recording) => ({ ...recording, source: finiteSource(recording.uri, recording.source) }));
