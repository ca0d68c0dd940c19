import { concatenate } from '@earmark/dsp';
import type { ReadPiece } from '../mixture/render-scene.ts';
import { openRecording } from './open-recording.ts';

/**
 * Reads pieces of recordings for `renderScene`. What lies before a piece is decoded and dropped, so that an hour needs no more
 * memory than the piece.
 *
 * @param pathOf the file of a source's uri
 * @param onWarning is told, with its path, what was odd about a file that could be read; again for every piece
 * @throws DecodeError as `openRecording`, while a piece is read
 * @example await renderScene(plan, createPieceReader((uri) => join('data', uri)));
 */
export function createPieceReader(
  pathOf: (uri: string) => string,
  onWarning?: (warning: string) => void,
): ReadPiece {
  return async (uri, fromSeconds, toSeconds) => {
    const path = pathOf(uri);
    const { sampleRate, warnings, chunks } = await openRecording(path);
    const [first, end] = [Math.round(fromSeconds * sampleRate), Math.round(toSeconds * sampleRate)];
    const pieces: Float32Array[] = [];
    let position = 0;
    for await (const samples of chunks()) {
      pieces.push(samples.slice(Math.max(0, first - position), Math.max(0, end - position)));
      position += samples.length;
      if (position >= end) break;
    }
    for (const warning of warnings) onWarning?.(`${path}: ${warning}`);
    return { samples: concatenate(pieces), sampleRate };
  };
}
