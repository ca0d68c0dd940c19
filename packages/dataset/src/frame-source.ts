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
