import { join } from 'node:path';
import { createRandom } from '../random.ts';
import { listFolder } from './corpus/folder-files.ts';
import { DecodeError } from './decode-error.ts';
import { openRecording } from './open-recording.ts';

/** A stretch of one of a pool's recordings. */
export interface PoolPiece {
  /** Path below the pool's folder. */
  readonly uri: string;
  /** Hz. */
  readonly sampleRate: number;
  /** Where it begins in its recording. */
  readonly startSample: number;
  /** Mono, -1..1, about a second. */
  readonly samples: Float32Array;
}

/** Recordings without labels, for pre-training. */
export interface RecordingPool {
  readonly recordings: readonly { readonly uri: string; readonly path: string }[];
  /**
   * All recordings, decoded while they are read, one piece in memory at a time: in the order of their names, or with seeds in one drawn
   * from them, so that `pieces(seed, epoch)` is another order in each epoch. A recording that can't be read, or not to its end, is
   * told to `onWarning` and left.
   */
  pieces(...seeds: number[]): AsyncGenerator<PoolPiece>;
}

/**
 * Opens a folder as a pool: every recording in it and the folders in it, however long.
 *
 * @throws RangeError for a folder without recordings; the error of the file system where it can't be read.
 * @example
 * const pool = await openRecordingPool('field-recordings', { onWarning: console.warn });
 * for await (const { samples, sampleRate } of pool.pieces(seed, epoch)) …
 */
export async function openRecordingPool(
  folder: string,
  { onWarning }: { readonly onWarning: (warning: string) => void },
): Promise<RecordingPool> {
  const files = await listFolder(folder);
  if (files.recordings.length === 0)
    throw new RangeError(`${folder} holds no recording; expected one or more, in it or in the folders in it`);
  const recordings = files.recordings.map((uri) => ({ uri, path: join(folder, uri) }));
  return {
    recordings,
    async *pieces(...seeds) {
      for (const { uri, path } of seeds.length > 0
        ? createRandom(...seeds).shuffle(recordings)
        : recordings) {
        let startSample = 0;
        try {
          const { sampleRate, chunks } = await openRecording(path);
          for await (const samples of chunks()) {
            yield { uri, sampleRate, startSample, samples };
            startSample += samples.length;
          }
        } catch (error) {
          if (!(error instanceof DecodeError)) throw error;
          onWarning(error.message);
        }
      }
    },
  };
}
