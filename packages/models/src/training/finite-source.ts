import type { FrameSource } from '@earmark/dataset';

/**
 * The same frames, checked whenever they are read: one value that is not finite would spoil all weights.
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
      const at = values.findIndex((value) => !Number.isFinite(value));
      if (at < 0) return values;
      throw new RangeError(
        `${uri}: frame ${start + Math.floor(at / bands)} has the value ${values[at]} in band ${at % bands}; expected finite values: compute its features again, or leave the recording out`,
      );
    },
  };
}

/** Recordings whose frames are checked whenever they are read, see `finiteSource`. */
export const finiteRecordings = <Recording extends { readonly uri: string; readonly source: FrameSource }>(
  recordings: readonly Recording[],
): Recording[] =>
  recordings.map((recording) => ({ ...recording, source: finiteSource(recording.uri, recording.source) }));
