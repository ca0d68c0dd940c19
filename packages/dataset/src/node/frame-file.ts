import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { FrameSource } from '../frame-source.ts';
import { readAt } from './read-at.ts';
import { writeAtomically } from './write-atomically.ts';

/** What a file of frames has to say about itself to be the right one. */
export interface FrameFileKey {
  /** SHA-256 of what the frames were computed from, 64 hex digits. */
  readonly contentHash: string;
  /** 16 hex digits. */
  readonly specHash: string;
  readonly bands: number;
}

/** A file of frames that is known to be whole. */
export interface FrameFile {
  readonly path: string;
  /** SHA-256 of what the frames were computed from, 64 hex digits. */
  readonly contentHash: string;
  readonly frames: number;
  readonly bands: number;
}

const MAGIC = 'earmarkF';
const VERSION = 1;
/** Of the fields that the checksum covers. */
const FIELDS_BYTES = 64;
const HEADER_BYTES = 96;
const READ_BYTES = 1 << 20;

/**
 * Writes frames beside the file and renames it, so that another process sees all of it or nothing.
 *
 * Whole numbers are little-endian, values in the byte order of the machine (a cache stays on it):
 *
 *     0   8   the letters earmarkF
 *     8   4   version, 1
 *     12  4   bands
 *     16  4   frames
 *     20  4   0
 *     24  8   specHash
 *     32  32  contentHash
 *     64  32  checksum, the SHA-256 of the values and then of bytes 0 to 63
 *     96      values, float32, [frames][bands]
 *
 * @param pieces whole frames, row-major [frames][bands]; what they throw is thrown, and no file is left
 * @throws RangeError for a piece that is no whole number of frames; no file is left
 */
export async function writeFrameFile(
  path: string,
  key: FrameFileKey,
  pieces: AsyncIterable<Float32Array>,
): Promise<FrameFile> {
  let frames = 0;
  await writeAtomically(path, async (file) => {
    const hash = createHash('sha256');
    let valueCount = 0;
    await file.writeFile(Buffer.alloc(HEADER_BYTES));
    for await (const values of pieces) {
      if (values.length % key.bands !== 0)
        throw new RangeError(
          `a piece has ${values.length} values; expected whole frames, a multiple of ${key.bands} bands`,
        );
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      hash.update(bytes);
      await file.writeFile(bytes);
      valueCount += values.length;
    }
    frames = valueCount / key.bands;
    const fields = encodeFields(key, frames);
    await file.write(Buffer.concat([fields, hash.update(fields).digest()]), 0, HEADER_BYTES, 0);
  });
  return { path, contentHash: key.contentHash, frames, bands: key.bands };
}

/** The file, where it is whole, intact to the last bit and made for this key; else nothing. */
export async function findFrameFile(path: string, key: FrameFileKey): Promise<FrameFile | undefined> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return undefined;
  try {
    const header = await readAt(file, 0, HEADER_BYTES);
    if (header.length < HEADER_BYTES) return undefined;
    const frames = header.readUInt32LE(16);
    const fields = encodeFields(key, frames);
    const { size } = await file.stat();
    if (!fields.equals(header.subarray(0, FIELDS_BYTES)) || size !== HEADER_BYTES + frames * key.bands * 4) {
      return undefined;
    }
    const hash = await hashFrom(file, HEADER_BYTES);
    const isIntact = hash.update(fields).digest().equals(header.subarray(FIELDS_BYTES));
    return isIntact ? { path, contentHash: key.contentHash, frames, bands: key.bands } : undefined;
  } finally {
    await file.close();
  }
}

/** Reads stretches of a file. It is opened for every read: a corpus has more recordings than a process may have open files. */
export function frameFileSource({ path, frames, bands }: FrameFile): FrameSource {
  return {
    frames,
    bands,
    read(start, count) {
      if (
        !Number.isInteger(start) ||
        !Number.isInteger(count) ||
        start < 0 ||
        count < 0 ||
        start + count > frames
      ) {
        throw new RangeError(
          `frames ${start} to ${start + count} were asked for; expected a stretch of 0 to ${frames}`,
        );
      }
      const values = new Float32Array(count * bands);
      const file = openSync(path, 'r');
      try {
        const length = readSync(file, values, 0, values.byteLength, HEADER_BYTES + start * bands * 4);
        if (length < values.byteLength)
          throw new Error(`${path}: the file has been cut off since it was opened; run again`);
      } finally {
        closeSync(file);
      }
      return values;
    },
  };
}

async function hashFrom(file: FileHandle, start: number): Promise<Hash> {
  const hash = createHash('sha256');
  for (let position = start; ; position += READ_BYTES) {
    const bytes = await readAt(file, position, READ_BYTES);
    hash.update(bytes);
    if (bytes.length < READ_BYTES) return hash;
  }
}

function encodeFields(key: FrameFileKey, frames: number): Buffer {
  const fields = Buffer.alloc(FIELDS_BYTES);
  fields.write(MAGIC, 0, 'latin1');
  fields.writeUInt32LE(VERSION, 8);
  fields.writeUInt32LE(key.bands, 12);
  fields.writeUInt32LE(frames, 16);
  fields.write(key.specHash, 24, 'hex');
  fields.write(key.contentHash, 32, 'hex');
  return fields;
}
