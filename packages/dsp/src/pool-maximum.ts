/** A matrix of values, row-major [frames][bands]. */
export interface FrameMatrix {
  readonly values: Float32Array;
  readonly frames: number;
  readonly bands: number;
}

/**
 * Makes a matrix small enough for a picture: neighbouring frames, and neighbouring bands, become one, of the greatest value, so that
 * a click in an hour and a single tone among thousands of bins stay visible. The very same matrix where it already fits.
 *
 * Frame t of n goes into column floor(t * columns / n), and so do bands.
 *
 * @param maxFrames, maxBands the result has no more, at least 1
 * @example
 * poolMaximum({ values: Float32Array.of(1, 5, 3, 2), frames: 4, bands: 1 }, 2, 1).values // [5, 3]
 */
export function poolMaximum(matrix: FrameMatrix, maxFrames: number, maxBands: number): FrameMatrix {
  const { values, frames, bands } = matrix;
  if (frames <= maxFrames && bands <= maxBands) return matrix;
  const columns = Math.min(frames, maxFrames);
  const rows = Math.min(bands, maxBands);
  const rowOf = Int32Array.from({ length: bands }, (_, band) => Math.floor((band * rows) / bands));
  const pooled = new Float32Array(columns * rows).fill(-Infinity);
  for (let frame = 0, from = 0; frame < frames; frame++) {
    const column = rows * Math.floor((frame * columns) / frames);
    for (let band = 0; band < bands; band++, from++) {
      const at = column + rowOf[band]!;
      pooled[at] = Math.max(pooled[at]!, values[from]!);
    }
  }
  return { values: pooled, frames: columns, bands: rows };
}
