import type { FrameSource, Split } from '@earmark/dataset';
import type { Corpus } from '@earmark/dataset/node';
import type { FeatureSpec } from '@earmark/dsp';
import type { UnlabelledFrames } from '@earmark/models';
import { drawnSplits } from './drawn-splits.ts';
import { recordingFeatures } from './recording-features.ts';

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

/** Share of every recording that is held out, where no recording is. */
const VALID_FRACTION = 0.1;

/**
 * Computes the features of a corpus's recordings (or takes them from the cache), whatever their labels, and sorts them into training
 * and validation by the corpus or, where it does not say it of all, by the draw that training on labels makes, see `drawnSplits`.
 * Recordings of the split test stay unheard. Where no recording is left for validation, or there are too few to draw from, it gets the
 * last tenth of every one.
 *
 * @throws Error as `drawnSplits`, and where nothing is left to train on
 */
export async function unlabelledSplits(
  { recordings }: Corpus,
  features: FeatureSpec,
  options: {
    readonly cacheFolder: string;
    readonly seed: number;
    /** Lets copies of one file be in two splits. */
    readonly allowLeakage?: boolean | undefined;
    readonly signal: AbortSignal;
  },
): Promise<UnlabelledSplits> {
  const isDecided = recordings.every(({ split }) => split !== undefined);
  if (recordings.every(({ split }) => split === 'valid' || split === 'test'))
    throw new Error(
      `none of ${recordings.length} recordings is for training: expected at least one of the split train, or of none`,
    );
  // A draw goes by all files, as copies of one stay together.
  const wanted = isDecided ? recordings.filter(({ split }) => split !== 'test') : recordings;
  const sources = await recordingFeatures(wanted, features, options);
  const drawn = isDecided ? undefined : drawnSplits(wanted, sources, options);
  const of = (split: Split): UnlabelledRecording[] =>
    wanted.flatMap(({ uri, split: decided = 'train' }, index) => {
      const source = sources[index]!;
      return (drawn?.[index] ?? decided) === split ? [{ uri, source, contentHash: source.contentHash }] : [];
    });
  const [train, valid] = [of('train'), of('valid')];
  return valid.length > 0 ? { train, valid } : { train: train.map(beginning), valid: train.map(end) };
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
