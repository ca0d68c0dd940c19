/** Frames that are read at once. */
const PIECE_FRAMES = 4096;

/** The spectrogram frames of one recording, of which any stretch can be read: from disk, or from memory. */
export interface FrameSource {
  readonly frames: number;
  readonly bands: number;
  /**
   * `count` frames from `start` on, row-major `[count][bands]`.
   * @throws RangeError where they are not all there.
   */
  read(start: number, count: number): Float32Array;
}

/**
 * All frames of a source, in pieces of up to 4096, so that a long recording is never whole in memory.
 *
 * @example for (const values of framePieces(source)) fit.add(values);
 */
export function* framePieces(source: FrameSource): Generator<Float32Array> {
  for (let start = 0; start < source.frames; start += PIECE_FRAMES)
    yield source.read(start, Math.min(PIECE_FRAMES, source.frames - start));
}
