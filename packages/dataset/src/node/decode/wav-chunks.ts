import type { FileHandle } from 'node:fs/promises';
import { readAt } from '../read-at.ts';

/** What the eight bytes in front of a chunk say. */
export interface WavChunk {
  /** Four printable characters; undefined where it is something else, and no chunk. */
  readonly id: string | undefined;
  /** The size that it claims. */
  readonly bytes: number;
  /** Where its content begins. */
  readonly start: number;
  /** Where the next chunk begins: they are padded to even sizes. */
  readonly next: number;
}

const HEAD_BYTES = 8;

/** Recorders write some dozens at most; a file of nothing but empty ones would take minutes. */
export const MAX_WAV_CHUNKS = 1000;

/** @returns undefined where the file ends within the eight bytes. */
export async function readWavChunk(file: FileHandle, position: number): Promise<WavChunk | undefined> {
  const head = await readAt(file, position, HEAD_BYTES);
  if (head.length < HEAD_BYTES) return undefined;
  const id = head.toString('latin1', 0, 4);
  const bytes = head.readUInt32LE(4);
  const start = position + HEAD_BYTES;
  return {
    id: /^[\x20-\x7e]{4}$/.test(id) ? id : undefined,
    bytes,
    start,
    next: start + bytes + (bytes % 2),
  };
}

/**
 * Whether from here on there are nothing but chunks, or a few bytes that are too short for one, up to the end of the file. That
 * is so behind the samples of a file whose sizes are right; sound would hardly look like it.
 */
export async function areChunksToTheEnd(
  file: FileHandle,
  position: number,
  fileBytes: number,
): Promise<boolean> {
  let at = position;
  for (let count = 0; count < MAX_WAV_CHUNKS; count += 1) {
    const chunk = await readWavChunk(file, at);
    if (!chunk) return true;
    // The last one is often not padded.
    if (chunk.id === undefined || chunk.start + chunk.bytes > fileBytes) return false;
    at = chunk.next;
  }
  return false;
}
