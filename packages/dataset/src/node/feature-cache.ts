import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { type FeatureSpec, specHash } from '@earmark/dsp';
import type { FrameSource } from '../frame-source.ts';
import { contentHash } from './content-hash.ts';
import { featureFrames } from './feature-frames.ts';
import { findFrameFile, type FrameFile, frameFileSource, writeFrameFile } from './frame-file.ts';
import { openRecording } from './open-recording.ts';

/** Spectrograms that are computed once: per recording, or whatever else they are made of, and feature spec. */
export interface FeatureCache {
  /**
   * The frames of a recording, from disk where they are there and intact, else computed and written.
   *
   * @throws DecodeError as `openRecording`; RangeError for a recording shorter than one frame, or a bad spec.
   */
  features(recordingPath: string, features: FeatureSpec): Promise<FrameSource>;
  /**
   * The frames of sound that is in no file, such as a scene: from disk as above, else from `make`.
   *
   * @param origin what `make` depends on, apart from the spec: `contentHash` names the material (SHA-256, 64 hex digits), `variant`
   *   what was made of it, such as the seed of a scene.
   * @param make pieces of whole frames, row-major [frames][bands].
   * @throws what `make` throws, and RangeError for a piece that is no whole number of frames; then nothing is written.
   * @example
   * await cache.madeFeatures({ contentHash, variant: `scene ${seed}` }, spec, () => framesOfScene(seed))
   */
  madeFeatures(
    origin: { readonly contentHash: string; readonly variant: string },
    features: FeatureSpec,
    make: () => AsyncIterable<Float32Array>,
  ): Promise<FrameSource>;
}

/** How a recording's features are come by. */
export interface CachedFeaturesOptions {
  /** Is told what was odd about a recording, when it is decoded. */
  readonly onWarning?: ((warning: string) => void) | undefined;
  /** Stops between two pieces of a recording; nothing half-written is left. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * A folder of spectrograms, one file for each recording and feature spec, named by what they depend on:
 * `CONTENTHASH-SPECHASH.frames`. So another content or another spec is another file, and a renamed recording the same.
 * Of what is made, CONTENTHASH is the SHA-256 of content hash and variant.
 *
 * A file of another size, version or checksum is rebuilt. The checksum is verified when a recording is asked for and
 * not on every read. Files are written beside and renamed, so several processes and runs may share a folder.
 *
 * @example
 * const cache = createFeatureCache('.cache/features');
 * const source = await cache.features('a.flac', defaultFeatures);
 * source.read(0, 100) // the first second
 */
export function createFeatureCache(folder: string, options: CachedFeaturesOptions = {}): FeatureCache {
  return {
    async features(recordingPath, features) {
      return frameFileSource(await cachedFeatures(folder, recordingPath, features, options));
    },
    async madeFeatures(origin, features, make) {
      const hash = createHash('sha256').update(`${origin.contentHash}\n${origin.variant}`).digest('hex');
      return frameFileSource(await cachedFrames(folder, hash, features, make));
    },
  };
}

/** The cache file of a recording, which is computed and written first where it is not there or not intact. */
export async function cachedFeatures(
  folder: string,
  recordingPath: string,
  features: FeatureSpec,
  { onWarning, signal }: CachedFeaturesOptions,
): Promise<FrameFile> {
  // Before the hash, so that a file that is missing or no recording gets the clear error.
  const recording = await openRecording(recordingPath);
  const hash = await contentHash(recordingPath);
  let isComputed = false;
  const file = await cachedFrames(folder, hash, features, () => {
    isComputed = true;
    return untilAborted(featureFrames(recording, features), signal);
  });
  if (isComputed) for (const warning of recording.warnings) onWarning?.(`${recordingPath}: ${warning}`);
  return file;
}

async function cachedFrames(
  folder: string,
  hash: string,
  features: FeatureSpec,
  make: () => AsyncIterable<Float32Array>,
): Promise<FrameFile> {
  const key = { contentHash: hash, specHash: specHash(features), bands: features.bands };
  const path = join(folder, `${key.contentHash}-${key.specHash}.frames`);
  return (await findFrameFile(path, key)) ?? writeFrameFile(path, key, make());
}

async function* untilAborted(
  pieces: AsyncIterable<Float32Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Float32Array> {
  for await (const values of pieces) {
    signal?.throwIfAborted();
    yield values;
  }
}
