/** Runs as a thread of its own: see feature-thread.ts. */
import { parentPort, workerData } from 'node:worker_threads';
import { cachedFeatures } from './feature-cache.ts';
import type { FeatureAnswer, FeatureOrder, FeatureThreadData } from './feature-thread.ts';

const { cacheFolder, features } = workerData as FeatureThreadData;
const answer = (message: FeatureAnswer) => parentPort?.postMessage(message);
let stopping = new AbortController();

async function compute(recordingPath: string): Promise<FeatureAnswer> {
  const warnings: string[] = [];
  const onWarning = (warning: string) => void warnings.push(warning);
  stopping = new AbortController();
  const { signal } = stopping;
  try {
    const file = await cachedFeatures(cacheFolder, recordingPath, features, { onWarning, signal });
    return { type: 'computed', file, warnings };
  } catch (error) {
    const { name, message } = error as Error;
    return { type: 'failed', name, message };
  }
}

parentPort?.on('message', (order: FeatureOrder) => {
  if (order.type === 'stop') stopping.abort();
  else void compute(order.recordingPath).then(answer);
});
answer({ type: 'ready' });
