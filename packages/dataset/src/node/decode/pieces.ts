/**
 * Cuts a stream of samples anew, into pieces of one length and a shorter last one. A decoder gives what its frames hold; who
 * reads a recording gets pieces of about a second from all of them.
 *
 * @param length samples, 1 or more.
 * @example pieces of 3 from [1, 2], [3, 4, 5, 6, 7] are [1, 2, 3], [4, 5, 6], [7]
 */
export async function* pieces(
  chunks: AsyncIterable<Float32Array>,
  length: number,
): AsyncGenerator<Float32Array> {
  let piece = new Float32Array(length);
  let filled = 0;
  for await (const chunk of chunks) {
    for (let taken = 0; taken < chunk.length;) {
      const part = chunk.subarray(taken, taken + length - filled);
      piece.set(part, filled);
      filled += part.length;
      taken += part.length;
      if (filled < length) continue;
      yield piece;
      piece = new Float32Array(length);
      filled = 0;
    }
  }
  if (filled > 0) yield piece.slice(0, filled);
}
