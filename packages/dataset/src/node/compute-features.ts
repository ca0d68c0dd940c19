import { stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import type { FeatureSpec } from '@earmark/dsp';
import type { FrameSource } from '../frame-source.ts';
import { cachedFeatures, type CachedFeaturesOptions } from './feature-cache.ts';
import {
  type ComputedFeatures,
  type FeatureThread,
  type FeatureThreadData,
  type FeatureWorker,
  startFeatureThread,
  startFeatureWorker,
} from './feature-thread.ts';
import { frameFileSource } from './frame-file.ts';

export interface ComputeFeaturesOptions extends CachedFeaturesOptions {
  /**
   * How many threads compute, by default one for every core, or none where there is little to do; with fewer than 2 (or one
   * recording) it happens in this thread.
   */
  readonly workers?: number;
  /** Is called after every recording with how many are done. */
  readonly onProgress?: (done: number) => void;
  /** Makes a worker; for tests. */
  readonly startWorker?: (data: FeatureThreadData) => FeatureWorker;
}

/** The features of a recording. */
export interface RecordingFeatures extends FrameSource {
  /** SHA-256 of the recording's file, 64 hex digits. */
  readonly contentHash: string;
}

/** Bytes of recordings below which threads take longer to start than they save. */
const LITTLE_WORK_BYTES = 48 * 2 ** 20;

/**
 * The features of many recordings, from the cache folder (see `createFeatureCache`) where they are there and intact, else computed
 * in threads and written there. A thread holds a piece of one recording in memory at a time, and this thread none. Where threads
 * can't be started, `onWarning` is told so once and this thread computes.
 *
 * @returns the features of every path, in the order of the paths.
 * @throws as `FeatureCache.features`, naming the recording; RangeError where `workers` is no whole number of 0 or more; the reason of
 *   `signal` where it is aborted, which stops within a recording. What was done before stays in the cache; nothing is half-written.
 * @example
 * const [a, b] = await computeFeatures('.cache/features', ['a.flac', 'b.wav'], defaultFeatures);
 */
export async function computeFeatures(
  cacheFolder: string,
  recordingPaths: readonly string[],
  features: FeatureSpec,
  options: ComputeFeaturesOptions = {},
): Promise<RecordingFeatures[]> {
  const { workers = await usefulWorkers(recordingPaths), signal, onProgress, onWarning } = options;
  if (!Number.isInteger(workers) || workers < 0)
    throw new RangeError(`workers is ${workers}; expected a whole number, 0 or more`);
  const failing = new AbortController();
  const stop = signal ? AbortSignal.any([signal, failing.signal]) : failing.signal;
  const sources: RecordingFeatures[] = [];
  let next = 0;
  let done = 0;

  async function computeRest(compute: Compute): Promise<void> {
    while (next < recordingPaths.length && !failing.signal.aborted) {
      stop.throwIfAborted();
      const index = next++;
      const path = recordingPaths[index]!;
      try {
        const { file, warnings } = await compute(path, stop);
        for (const warning of warnings) onWarning?.(warning);
        sources[index] = { ...frameFileSource(file), contentHash: file.contentHash };
        onProgress?.(++done);
      } catch (error) {
        // The other threads stop on it, and leave nothing half-written.
        if (!stop.aborted) failing.abort(naming(path, error as Error));
        throw error;
      }
    }
  }

  const threads = await startThreads(
    Math.min(workers, recordingPaths.length),
    { cacheFolder, features },
    options,
  );
  try {
    const inThisThread: Compute = async (path, signal) => ({
      file: await cachedFeatures(cacheFolder, path, features, { onWarning, signal }),
      warnings: [],
    });
    const lanes = threads.length > 0 ? threads.map(({ compute }) => compute) : [inThisThread];
    const ends = await Promise.allSettled(lanes.map(computeRest));
    if (ends.some(({ status }) => status === 'rejected')) throw stop.reason as Error;
  } finally {
    await Promise.all(threads.map((thread) => thread.close()));
  }
  return sources;
}

/** One for every core, or none for little work. */
async function usefulWorkers(recordingPaths: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const path of recordingPaths) {
    // What is missing gets its error when it is its turn.
    bytes += await stat(path).then(
      ({ size }) => size,
      () => 0,
    );
    if (bytes >= LITTLE_WORK_BYTES) return availableParallelism();
  }
  return 0;
}

type Compute = (recordingPath: string, signal: AbortSignal) => Promise<ComputedFeatures>;

/** As many as asked for, or none. */
async function startThreads(
  count: number,
  data: FeatureThreadData,
  { startWorker = startFeatureWorker, onWarning }: ComputeFeaturesOptions,
): Promise<FeatureThread[]> {
  if (count < 2) return [];
  const starts = await Promise.allSettled(
    Array.from({ length: count }, () => startFeatureThread(data, startWorker)),
  );
  const threads = starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : []));
  if (threads.length === count) return threads;
  await Promise.all(threads.map((thread) => thread.close()));
  const failed = starts.find((start) => start.status === 'rejected');
  onWarning?.(
    `no thread could be started (${(failed?.reason as Error).message}); features are computed without, which is slower`,
  );
  return [];
}

/** Errors of the file system do not always say which recording they are about. */
const naming = (path: string, error: Error): Error =>
  error.message.includes(path) ? error : new Error(`${path}: ${error.message}`, { cause: error });
