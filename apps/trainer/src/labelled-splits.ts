import {
  findLeakage,
  framePieces,
  frameTargets,
  type FrameTargetOptions,
  splitByGroup,
  type Split,
} from '@earmark/dataset';
import {
  computeFeatures,
  splitItems,
  type Corpus,
  type Recording,
  type RecordingFeatures,
} from '@earmark/dataset/node';
import { FrameGrid, type FeatureSpec } from '@earmark/dsp';
import type { LabelledFrames } from '@earmark/models';
import { Interrupted } from './interrupt.ts';
import { leakText } from './leak-text.ts';
import { showProgress } from './progress.ts';

/** A recording of the corpus with its features and frame targets. */
export interface LabelledRecording extends LabelledFrames {
  readonly recording: Recording;
}

export type LabelledSplits = Readonly<Record<Split, readonly LabelledRecording[]>>;

/** Shares of each split, where the corpus does not say what its recordings are for. */
export const splitFractions = { train: 0.7, valid: 0.15, test: 0.15 };

/**
 * Computes the features of a corpus (or takes them from the cache) and its frame targets, and sorts the recordings into training,
 * validation and test by the corpus or, where it says nothing, by a draw that parts no group and no copies of a file and divides the
 * seconds of every label alike.
 *
 * @throws Error where the same file is in two splits, unless that is allowed
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
  const onWarning = (warning: string) => void process.stderr.write(`warning: ${warning}\n`);
  const { cacheFolder, signal } = options;
  const progress = showProgress('features', corpus.recordings.length);
  const paths = corpus.recordings.map(({ path }) => path);
  const onProgress = (done: number) => progress.update(done);
  const sources = await computeFeatures(cacheFolder, paths, features, { signal, onProgress, onWarning })
    .catch((error: unknown) => {
      if (!signal.aborted) throw error;
      throw new Interrupted('stopped while computing features; what is done stays in the cache');
    })
    .finally(() => progress.stop());
  const contents = options.allowLeakage ? [] : contentsOf(sources);
  const splitOf = assignSplits(corpus.recordings, contents, options.seed);
  const splits: Record<Split, LabelledRecording[]> = { train: [], valid: [], test: [] };
  for (const [index, recording] of corpus.recordings.entries()) {
    const source = sources[index]!;
    const { uri, annotation, weight } = recording;
    const targets = frameTargets(annotation, grid, source.frames, corpus.labels, options.targets);
    splits[splitOf(recording)].push({ uri, source, targets, weight, recording });
  }
  for (const [split, recordings] of Object.entries(splits))
    assertEveryLabel(split, recordings, corpus.labels);
  return splits;
}

/** The hash of every file; nothing for silence, which is the same wherever it is. */
function contentsOf(sources: readonly RecordingFeatures[]): (string | undefined)[] {
  const counts = new Map<string, number>();
  for (const { contentHash } of sources) counts.set(contentHash, (counts.get(contentHash) ?? 0) + 1);
  return sources.map((source) =>
    counts.get(source.contentHash) === 1 || isUniform(source) ? undefined : source.contentHash,
  );
}

/** Whether all values are one, as those of digital silence are. */
function isUniform(source: RecordingFeatures): boolean {
  let first: number | undefined;
  for (const values of framePieces(source)) {
    first ??= values[0];
    if (values.some((value) => value !== first)) return false;
  }
  return true;
}

/** A recording that the corpus does not split goes with its group's others and its copies; what is then left is drawn. */
function assignSplits(
  recordings: readonly Recording[],
  contents: readonly (string | undefined)[],
  seed: number,
): (recording: Recording) => Split {
  const [leak] = findLeakage(
    recordings.map(({ uri, split }, index) => ({ uri, split, content: contents[index] })),
  );
  if (leak) {
    const remedy = 'Split the corpus again (trainer:split with --anew), or say --allow-leakage';
    throw new Error(`${leakText(leak)}; expected it in one split. ${remedy}`);
  }
  const isDecided = recordings.every(({ split }) => split !== undefined);
  const items = splitItems(recordings, 'group', contents);
  const drawn = isDecided ? undefined : splitByGroup(items, splitFractions, seed);
  return ({ uri, split }) => split ?? drawn!.get(uri)!;
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
