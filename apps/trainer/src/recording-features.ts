import { computeFeatures, type Recording, type RecordingFeatures } from '@earmark/dataset/node';
import type { FeatureSpec } from '@earmark/dsp';
import { Interrupted } from './interrupt.ts';
import { showProgress } from './progress.ts';

/**
 * The features of a corpus's recordings, from the cache where they are there, else computed and kept there; with a bar of progress, and
 * warnings on stderr.
 *
 * @returns the features of every recording, in their order
 * @throws Interrupted where `signal` is aborted; what is done stays in the cache
 * @example const sources = await recordingFeatures(corpus.recordings, defaultFeatures, { cacheFolder, signal })
 */
export async function recordingFeatures(
  recordings: readonly Pick<Recording, 'path'>[],
  features: FeatureSpec,
  { cacheFolder, signal }: { readonly cacheFolder: string; readonly signal: AbortSignal },
): Promise<RecordingFeatures[]> {
  const progress = showProgress('features', recordings.length);
  const paths = recordings.map(({ path }) => path);
  const onProgress = (done: number) => progress.update(done);
  const onWarning = (warning: string) => void process.stderr.write(`warning: ${warning}\n`);
  try {
    return await computeFeatures(cacheFolder, paths, features, { signal, onProgress, onWarning });
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Interrupted('stopped while computing features; what is done stays in the cache');
  } finally {
    progress.stop();
  }
}
