import type { SampleBlock } from './decoded-blocks.ts';

/** The longest gap that is filled, in samples: a minute at 48 kHz. After a longer one it is more likely that the times are wrong. */
const MAX_GAP = 60 * 48_000;

/** Which samples are wanted, and in what pieces. */
export interface Stretch {
  /** Index of the first sample. */
  readonly from: number;
  /** Index behind the last sample; Infinity for all there are. */
  readonly to: number;
  /** Samples a piece; the last one may be shorter. */
  readonly pieceLength: number;
}

/**
 * A stretch of a recording in pieces of one length, out of blocks as a decoder hands them over: what lies outside is left out, and
 * what is missing in between is silent, so that the times behind it stay right.
 *
 * @param blocks in order
 * @example joinBlocks(blocks, { from: 16000, to: 48000, pieceLength: 16000 }) // two pieces
 */
export async function* joinBlocks(
  blocks: AsyncIterable<SampleBlock>,
  { from, to, pieceLength }: Stretch,
): AsyncGenerator<Float32Array> {
  let piece = new Float32Array(pieceLength);
  let filled = 0;
  let next = from;
  /** How far the blocks' times are off. */
  let shift = 0;

  function* append(samples: Float32Array): Generator<Float32Array> {
    for (let at = 0; at < samples.length && next < to;) {
      const taken = samples.subarray(at, at + Math.min(pieceLength - filled, to - next));
      piece.set(taken, filled);
      at += taken.length;
      next += taken.length;
      filled += taken.length;
      if (filled < pieceLength) continue;
      yield piece;
      piece = new Float32Array(pieceLength);
      filled = 0;
    }
  }

  for await (const { start, samples } of blocks) {
    const gap = start - shift - next;
    if (gap > MAX_GAP) shift += gap;
    else if (gap > 0) yield* append(new Float32Array(gap));
    yield* append(gap < 0 ? samples.subarray(-gap) : samples);
    if (next >= to) break;
  }
  if (filled > 0) yield piece.subarray(0, filled);
}
