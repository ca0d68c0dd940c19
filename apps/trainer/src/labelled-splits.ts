import { frameTargets, splitByGroup, type Split } from '@earmark/dataset';
import { createFeatureCache, type Corpus, type Recording } from '@earmark/dataset/node';
import { FrameGrid, type FeatureSpec } from '@earmark/dsp';
import type { LabelledFrames } from '@earmark/models';
import { Interrupted } from './interrupt.ts';
import { showProgress } from './progress.ts';

/** A recording of the corpus with its features and frame targets. */
export interface LabelledRecording extends LabelledFrames {
  readonly recording: Recording;
}

export type LabelledSplits = Readonly<Record<Split, readonly LabelledRecording[]>>;

/** Shares of the recordings where the manifest does not split them itself. */
const FRACTIONS = { train: 0.7, valid: 0.15, test: 0.15 };

/**
 * Computes the features of a corpus (or takes them from the cache) and its frame targets, and sorts the recordings into training,
 * validation and test by the manifest or, where it says nothing, by speaker.
 *
 * @throws Error where a split lacks a label, naming both: nothing could be learned from it or measured on it
 */
export async function labelledSplits(
  corpus: Corpus,
  features: FeatureSpec,
  options: { cacheFolder: string; seed: number; background: string | null; signal: AbortSignal },
): Promise<LabelledSplits> {
  const splitOf = assignSplits(corpus.recordings, options.seed);
  const grid = new FrameGrid(features);
  const onWarning = (warning: string) => void process.stderr.write(`warning: ${warning}\n`);
  const cache = createFeatureCache(options.cacheFolder, { onWarning });
  const splits: Record<Split, LabelledRecording[]> = { train: [], valid: [], test: [] };
  const progress = showProgress('features', corpus.recordings.length);
  try {
    for (const [index, recording] of corpus.recordings.entries()) {
      if (options.signal.aborted)
        throw new Interrupted('stopped while computing features; what is done stays in the cache');
      const source = await cache.features(recording.path, features);
      const background = options.background ?? undefined;
      const targets = frameTargets(recording.annotation, grid, source.frames, corpus.labels, background);
      splits[splitOf(recording)].push({ uri: recording.uri, source, targets, recording });
      progress.update(index + 1);
    }
  } finally {
    progress.stop();
  }
  for (const [split, recordings] of Object.entries(splits))
    assertEveryLabel(split, recordings, corpus.labels);
  return splits;
}

/** A recording that the manifest does not split goes with its speaker's others; what is then left is drawn. */
function assignSplits(recordings: readonly Recording[], seed: number): (recording: Recording) => Split {
  const decided = new Map<string, Split>();
  for (const { group, split } of recordings) if (split !== undefined) decided.set(group, split);
  const undecided = recordings.filter(({ group }) => !decided.has(group));
  const drawn = undecided.length > 0 ? splitByGroup(undecided, FRACTIONS, seed) : new Map<string, Split>();
  return ({ group, uri }) => decided.get(group) ?? drawn.get(uri)!;
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
