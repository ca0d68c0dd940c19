import { framePieces, type FrameSource } from '@earmark/dataset';
import type { Encoder } from '../artifact.ts';
import { createAnswerStream } from './answer-stream.ts';

/**
 * What an encoder makes of a recording: an embedding for each of its windows, which answers `windows.hop` frames; the last may answer
 * fewer. Long recordings come in pieces.
 *
 * @param source dB frames, as the contract's features make them
 * @returns pieces, row-major `[windows][units]`
 * @example for await (const rows of embed(encoder, source)) …
 */
export async function* embed(encoder: Encoder, source: FrameSource): AsyncGenerator<Float32Array> {
  const stream = createAnswerStream(encoder);
  for (const values of framePieces(source)) {
    const rows = await stream.push(values);
    if (rows.length > 0) yield rows;
  }
  yield await stream.flush();
}

/** Elements of an encoder's embeddings. */
export const unitsOf = ({ network }: Encoder): number => network.outputs[0]!.shape.at(-1)!;
