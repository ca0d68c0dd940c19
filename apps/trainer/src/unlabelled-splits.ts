import { splitByGroup, type FrameSource, type Split } from '@earmark/dataset';
import {
  computeFeatures,
  splitItems,
  type Corpus,
  type Recording,
  type RecordingFeatures,
} from '@earmark/dataset/node';
import type { FeatureSpec } from '@earmark/dsp';
import type { UnlabelledFrames } from '@earmark/models';
import { Interrupted } from './interrupt.ts';
import { showProgress } from './progress.ts';

/** A recording, or a stretch of one, with its features. */
export interface UnlabelledRecording extends UnlabelledFrames {
  /** SHA-256 of the recording's file. */
  readonly contentHash: string;
}

/** What is learned from without labels, and what the learning is measured on. */
export interface UnlabelledSplits {
  readonly train: readonly UnlabelledRecording[];
  readonly valid: readonly UnlabelledRecording[];
}

/** Share of the material that is held out, where the corpus does not say what its recordings are for. */
const VALID_FRACTION = 0.1;

/**
 * Computes the features of a corpus's recordings (or takes them from the cache), whatever their labels, and sorts them into training
 * and validation by the corpus or, where it does not say it of all, by a draw that parts no group and no copies of a file. Recordings of the
 * split test stay unheard. Where no recording is left for validation, it gets the last tenth of every one.
 *
 * @throws Error where nothing is left to train on
 */
export async function unlabelledSplits(
  { recordings }: Corpus,
  features: FeatureSpec,
  {
    cacheFolder,
    seed,
    signal,
  }: { readonly cacheFolder: string; readonly seed: number; readonly signal: AbortSignal },
): Promise<UnlabelledSplits> {
  const heard = recordings.filter(({ split }) => split !== 'test');
  if (heard.every(({ split }) => split === 'valid'))
    throw new Error(
      `none of ${recordings.length} recordings is for training: expected at least one of the split train, or of none`,
    );
  const progress = showProgress('features', heard.length);
  const sources = await computeFeatures(
    cacheFolder,
    heard.map(({ path }) => path),
    features,
    {
      signal,
      onProgress: (done) => progress.update(done),
      onWarning: (warning) => void process.stderr.write(`warning: ${warning}\n`),
    },
  )
    .catch((error: unknown) => {
      if (!signal.aborted) throw error;
      throw new Interrupted('stopped while computing features; what is done stays in the cache');
    })
    .finally(() => progress.stop());
  return divide(heard, sources, seed);
}

function divide(
  recordings: readonly Recording[],
  sources: readonly RecordingFeatures[],
  seed: number,
): UnlabelledSplits {
  const all = recordings.map(({ uri }, index) => {
    const source = sources[index]!;
    return { uri, source, contentHash: source.contentHash };
  });
  const splitOf = assignSplits(recordings, all, seed);
  const train = all.filter(({ uri }) => splitOf.get(uri) === 'train');
  const valid = all.filter(({ uri }) => splitOf.get(uri) === 'valid');
  return valid.length > 0 ? { train, valid } : { train: train.map(beginning), valid: train.map(end) };
}

/** Whole groups, and copies of a file with each other; all of them in the split train where they are a single group. */
function assignSplits(
  recordings: readonly Recording[],
  contents: readonly { readonly contentHash: string }[],
  seed: number,
): ReadonlyMap<string, Split | undefined> {
  const decided = new Map(recordings.map(({ uri, split }) => [uri, split]));
  if (recordings.every(({ split }) => split !== undefined)) return decided;
  const items = splitItems(
    recordings,
    'group',
    contents.map(({ contentHash }) => contentHash),
  );
  if (new Set(items.map(({ group }) => group)).size === 1)
    return new Map(recordings.map(({ uri }) => [uri, 'train']));
  return splitByGroup(items, { train: 1 - VALID_FRACTION, valid: VALID_FRACTION, test: 0 }, seed);
}

const beginning = (recording: UnlabelledRecording): UnlabelledRecording => ({
  ...recording,
  source: stretch(recording.source, 0, heldOutFrom(recording.source)),
});
const end = (recording: UnlabelledRecording): UnlabelledRecording => ({
  ...recording,
  source: stretch(recording.source, heldOutFrom(recording.source), recording.source.frames),
});
const heldOutFrom = ({ frames }: FrameSource): number => Math.round((1 - VALID_FRACTION) * frames);

const stretch = (source: FrameSource, from: number, to: number): FrameSource => ({
  frames: to - from,
  bands: source.bands,
  read(start, count) {
    if (start >= 0 && from + start + count <= to) return source.read(from + start, count);
    throw new RangeError(`frames ${start} to ${start + count} were asked for; there are ${to - from}`);
  },
});
