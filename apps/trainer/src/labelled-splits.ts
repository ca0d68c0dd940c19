import { frameTargets, type FrameTargetOptions, type Split } from '@earmark/dataset';
import type { Corpus, Recording } from '@earmark/dataset/node';
import { FrameGrid, type FeatureSpec } from '@earmark/dsp';
import type { LabelledFrames } from '@earmark/models';
import { drawnSplits } from './drawn-splits.ts';
import { recordingFeatures } from './recording-features.ts';

/** A recording of the corpus with its features and frame targets. */
export interface LabelledRecording extends LabelledFrames {
  readonly recording: Recording;
  /** SHA-256 of the recording's file. */
  readonly contentHash: string;
}

export type LabelledSplits = Readonly<Record<Split, readonly LabelledRecording[]>>;

/**
 * Computes the features of a corpus (or takes them from the cache) and its frame targets, and sorts the recordings into training,
 * validation and test by the corpus or, where it says nothing, by a draw, see `drawnSplits`.
 *
 * @throws Error as `drawnSplits`, and where there is too little to draw from
 * @throws Error where a split lacks a label, naming both: nothing could be learned from it or measured on it
 */
export async function labelledSplits(
  corpus: Corpus,
  features: FeatureSpec,
  options: {
    readonly cacheFolder: string;
    readonly seed: number;
    /** Lets copies of one file be in two splits. */
    readonly allowLeakage?: boolean | undefined;
    /** How labels become targets. */
    readonly targets: FrameTargetOptions;
    readonly signal: AbortSignal;
  },
): Promise<LabelledSplits> {
  const grid = new FrameGrid(features);
  const { recordings, labels } = corpus;
  const sources = await recordingFeatures(recordings, features, options);
  const drawn = drawnSplits(recordings, sources, options);
  if (!drawn)
    throw new Error(
      `${recordings.length} recordings of fewer than 3 groups cannot be drawn into train, valid and test: add recordings, or say in the manifest what each is for`,
    );
  const splits: Record<Split, LabelledRecording[]> = { train: [], valid: [], test: [] };
  for (const [index, recording] of recordings.entries()) {
    const source = sources[index]!;
    const { contentHash } = source;
    const { uri, annotation, weight } = recording;
    const targets = frameTargets(annotation, grid, source.frames, labels, options.targets);
    splits[drawn[index]!].push({ uri, source, contentHash, targets, weight, recording });
  }
  for (const [split, own] of Object.entries(splits)) assertEveryLabel(split, own, labels);
  return splits;
}

function assertEveryLabel(
  split: string,
  recordings: readonly LabelledFrames[],
  labels: readonly string[],
): void {
  const seen = new Set<number>();
  for (const { targets } of recordings) for (const target of targets) seen.add(target);
  const missing = labels.filter((_, index) => !seen.has(index));
  if (missing.length === 0) return;
  throw new Error(
    `the split ${split} (${recordings.length} recordings) has no frame labelled ${missing.join(' or ')}: move or add recordings until every split has every label (${labels.join(', ')})`,
  );
}
