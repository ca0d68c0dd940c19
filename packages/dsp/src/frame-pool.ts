/** The columns of a long spectrogram so far. */
export interface PooledFrames {
  /** Row-major [columns][bands]. */
  readonly values: Float32Array;
  /** 1, 2, 4, 8 …: a column holds of each band the greatest of so many frames, the last one of those that are left. */
  readonly framesPerColumn: number;
}

/** Pools frames while they come, in memory that does not grow. */
export interface FramePool {
  /** Takes the next frames, row-major [frames][bands]. */
  add(values: Float32Array): void;
  /** A view of the columns, valid until the next `add`. */
  result(): PooledFrames;
}

/**
 * Pools a spectrogram of unknown length by maximum: when the columns are full, neighbours merge and each stands for twice as many
 * frames, so between half of them and all are in use.
 *
 * @param maxColumns even
 * @throws RangeError where it isn't
 * @example
 * const pool = createFramePool(1, 2);
 * pool.add(Float32Array.of(1, 5, 3));
 * pool.result(); // { values: [5, 3], framesPerColumn: 2 }
 */
export function createFramePool(bands: number, maxColumns: number): FramePool {
  if (!(maxColumns > 0) || maxColumns % 2 !== 0)
    throw new RangeError(`maxColumns is ${maxColumns}: expected an even number above 0.`);
  const columns = new Float32Array(maxColumns * bands);
  let framesPerColumn = 1;
  let frames = 0;
  const halve = () => {
    for (let column = 0; column < maxColumns / 2; column++) {
      for (let band = 0; band < bands; band++) {
        const left = columns[2 * column * bands + band]!;
        const right = columns[(2 * column + 1) * bands + band]!;
        columns[column * bands + band] = Math.max(left, right);
      }
    }
    framesPerColumn *= 2;
  };
  return {
    add(values) {
      for (let from = 0; from < values.length; from += bands, frames++) {
        if (frames === maxColumns * framesPerColumn) halve();
        const column = Math.floor(frames / framesPerColumn) * bands;
        const isFirst = frames % framesPerColumn === 0;
        for (let band = 0; band < bands; band++) {
          const value = values[from + band]!;
          columns[column + band] = isFirst ? value : Math.max(columns[column + band]!, value);
        }
      }
    },
    result: () => ({
      values: columns.subarray(0, Math.ceil(frames / framesPerColumn) * bands),
      framesPerColumn,
    }),
  };
}
