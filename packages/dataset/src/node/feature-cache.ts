import { createHash, type Hash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { type FeatureSpec, specHash } from '@earmark/dsp';
import type { FrameSource } from '../frame-source.ts';
import { contentHash } from './content-hash.ts';
import { featureFrames } from './feature-frames.ts';
import { openRecording } from './open-recording.ts';
import { readAt } from './read-at.ts';
import { writeAtomically } from './write-atomically.ts';

/** Spectrograms that are computed once per recording and feature spec. */
export interface FeatureCache {
  /**
   * The frames of a recording, from disk where they are there and intact, else computed and written.
   *
   * @throws DecodeError as `openRecording`; RangeError for a recording shorter than one frame, or a bad spec.
   */
  features(recordingPath: string, features: FeatureSpec): Promise<FrameSource>;
}

const MAGIC = 'earmarkF';
const VERSION = 1;
/** Of the fields that the checksum covers. */
const FIELDS_BYTES = 64;
const HEADER_BYTES = 96;
const READ_BYTES = 1 << 20;

/** What a file has to say about itself to be the right one. */
interface Key {
  readonly contentHash: string;
  readonly specHash: string;
  readonly bands: number;
}

/**
 * A folder of spectrograms, one file for each recording and feature spec, named by what they depend on:
 * `CONTENTHASH-SPECHASH.frames`. So another content or another spec is another file, and a renamed recording the same.
 *
 * A file; whole numbers are little-endian, values in the byte order of the machine (a cache stays on it):
 *
 *     0   8   the letters earmarkF
 *     8   4   version, 1
 *     12  4   bands
 *     16  4   frames
 *     20  4   0
 *     24  8   specHash
 *     32  32  contentHash, the SHA-256 of the recording
 *     64  32  checksum, the SHA-256 of the values and then of bytes 0 to 63
 *     96      values, float32, [frames][bands]
 *
 * A file of another size, version or checksum is rebuilt. The checksum is verified when a recording is asked for and
 * not on every read. Files are written beside and renamed, so several processes may share a folder.
 *
 * @param options.onWarning is told what was odd about a recording, when it is decoded.
 * @example
 * const cache = createFeatureCache('.cache/features');
 * const source = await cache.features('a.flac', defaultFeatures);
 * source.read(0, 100) // the first second
 */
export function createFeatureCache(
  folder: string,
  options: { readonly onWarning?: (warning: string) => void } = {},
): FeatureCache {
  return {
    async features(recordingPath, features) {
      // Before the hash, so that a file that is missing or no recording gets the clear error.
      const recording = await openRecording(recordingPath);
      const key = {
        contentHash: await contentHash(recordingPath),
        specHash: specHash(features),
        bands: features.bands,
      };
      const path = join(folder, `${key.contentHash}-${key.specHash}.frames`);
      const cached = await intactFrames(path, key);
      if (cached !== undefined) return frameSource(path, cached, key.bands);
      let frames = 0;
      await writeAtomically(path, async (file) => {
        frames = await writeFrames(file, featureFrames(recording, features), key);
      });
      for (const warning of recording.warnings) options.onWarning?.(`${recordingPath}: ${warning}`);
      return frameSource(path, frames, key.bands);
    },
  };
}

async function writeFrames(file: FileHandle, pieces: AsyncIterable<Float32Array>, key: Key): Promise<number> {
  const hash = createHash('sha256');
  let valueCount = 0;
  await file.writeFile(Buffer.alloc(HEADER_BYTES));
  for await (const values of pieces) {
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    hash.update(bytes);
    await file.writeFile(bytes);
    valueCount += values.length;
  }
  const frames = valueCount / key.bands;
  const fields = encodeFields(key, frames);
  await file.write(Buffer.concat([fields, hash.update(fields).digest()]), 0, HEADER_BYTES, 0);
  return frames;
}

/** The number of frames in a file that is whole and made for this key; else nothing. */
async function intactFrames(path: string, key: Key): Promise<number | undefined> {
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
    return hash.update(fields).digest().equals(header.subarray(FIELDS_BYTES)) ? frames : undefined;
  } finally {
    await file.close();
  }
}

async function hashFrom(file: FileHandle, start: number): Promise<Hash> {
  const hash = createHash('sha256');
  for (let position = start; ; position += READ_BYTES) {
    const bytes = await readAt(file, position, READ_BYTES);
    hash.update(bytes);
    if (bytes.length < READ_BYTES) return hash;
  }
}

function encodeFields(key: Key, frames: number): Buffer {
  const fields = Buffer.alloc(FIELDS_BYTES);
  fields.write(MAGIC, 0, 'latin1');
  fields.writeUInt32LE(VERSION, 8);
  fields.writeUInt32LE(key.bands, 12);
  fields.writeUInt32LE(frames, 16);
  fields.write(key.specHash, 24, 'hex');
  fields.write(key.contentHash, 32, 'hex');
  return fields;
}

function frameSource(path: string, frames: number, bands: number): FrameSource {
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
      // Opened for every read: a corpus has more recordings than a process may have open files.
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
