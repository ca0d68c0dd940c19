import { Worker } from 'node:worker_threads';
import type { FeatureSpec } from '@earmark/dsp';
import { DecodeError } from './decode-error.ts';
import type { FrameFile } from './frame-file.ts';

/** What a thread is told when it starts. */
export interface FeatureThreadData {
  readonly cacheFolder: string;
  readonly features: FeatureSpec;
}

/** What a thread is told to do: one recording at a time. */
export type FeatureOrder =
  { readonly type: 'compute'; readonly recordingPath: string } | { readonly type: 'stop' };

/** What a thread answers; `ready` comes once, when it has started. */
export type FeatureAnswer =
  | { readonly type: 'ready' }
  | { readonly type: 'computed'; readonly file: FrameFile; readonly warnings: readonly string[] }
  | { readonly type: 'failed'; readonly name: string; readonly message: string };

/** A thread that computes features and writes them to the cache. */
export interface FeatureThread {
  /**
   * One recording at a time.
   * @throws what `FeatureCache.features` throws; where the signal is aborted, its reason; Error where the thread ends.
   */
  compute(recordingPath: string, signal: AbortSignal): Promise<ComputedFeatures>;
  /** Not while it computes: a file that it is writing would stay behind. */
  close(): Promise<void>;
}

/** The cache file of a recording, and what was odd about the recording. */
export interface ComputedFeatures {
  readonly file: FrameFile;
  readonly warnings: readonly string[];
}

/** The part of a worker that is used here. */
export type FeatureWorker = Pick<Worker, 'on' | 'postMessage' | 'terminate'>;

/**
 * Starts a thread.
 *
 * @param startWorker makes the worker.
 * @throws Error where threads can't be started, or where the thread ends before it has begun.
 */
export async function startFeatureThread(
  data: FeatureThreadData,
  startWorker: (data: FeatureThreadData) => FeatureWorker,
): Promise<FeatureThread> {
  const worker = startWorker(data);
  let waiting: { resolve: (answer: FeatureAnswer) => void; reject: (error: Error) => void } | undefined;
  let ended: Error | undefined;
  const end = (error: Error) => {
    ended ??= error;
    waiting?.reject(ended);
  };
  const answer = () =>
    new Promise<FeatureAnswer>((resolve, reject) => {
      if (ended) reject(ended);
      else waiting = { resolve, reject };
    });
  worker.on('message', (message: FeatureAnswer) => waiting?.resolve(message));
  worker.on('error', end);
  worker.on('exit', (code) => end(new Error(`exit code ${code}`)));
  await answer();

  return {
    async compute(recordingPath, signal) {
      signal.throwIfAborted();
      const stop = () => worker.postMessage({ type: 'stop' } satisfies FeatureOrder);
      signal.addEventListener('abort', stop);
      try {
        worker.postMessage({ type: 'compute', recordingPath } satisfies FeatureOrder);
        const answered = await answer().catch((cause: unknown) => {
          const reason = (cause as Error).message;
          const problem = `the thread that computed the features ended: ${reason}`;
          throw new Error(`${recordingPath}: ${problem}`, { cause });
        });
        if (answered.type === 'computed') return answered;
        if (answered.type === 'failed') throw errorOf(answered, recordingPath, signal);
        throw new Error(`${recordingPath}: the thread started again`);
      } finally {
        signal.removeEventListener('abort', stop);
      }
    },
    async close() {
      await worker.terminate();
    },
  };
}

/** From source the worker needs the TypeScript loader, whatever runs this file; from the build it needs nothing. */
export function startFeatureWorker(workerData: FeatureThreadData): Worker {
  if (!import.meta.url.endsWith('.ts'))
    return new Worker(new URL('feature-worker.js', import.meta.url), { workerData });
  const entry = new URL('feature-worker.ts', import.meta.url).href;
  // Before Node 22 a worker takes no loader from its arguments, so its first lines fetch it.
  const code = `import { register } from ${JSON.stringify(import.meta.resolve('tsx/esm/api'))};
    register();
    await import(${JSON.stringify(entry)});`;
  const url = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
  return new Worker(url, { workerData, execArgv: ['--conditions=@earmark/source'] });
}

/** An error's class does not pass from thread to thread. */
function errorOf(
  { name, message }: { readonly name: string; readonly message: string },
  recordingPath: string,
  signal: AbortSignal,
): Error {
  if (name === 'AbortError') return signal.reason as Error;
  if (name === 'DecodeError') return new DecodeError(recordingPath, message.slice(recordingPath.length + 2));
  return name === 'RangeError' ? new RangeError(message) : new Error(message);
}
