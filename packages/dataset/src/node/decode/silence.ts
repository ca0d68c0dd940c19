/** The longest gap that is filled, in samples: a minute at 48 kHz. After a longer one it is more likely that the position is wrong. */
export const MAX_GAP = 60 * 48_000;

const PIECE = 65_536;

/**
 * What stands for `length` samples that were lost, so that the times behind them stay right.
 *
 * @example [...silence(70_000)].map((piece) => piece.length) // [65536, 4464]
 */
export function* silence(length: number): Generator<Float32Array> {
  for (let left = length; left > 0; left -= PIECE) yield new Float32Array(Math.min(PIECE, left));
}
