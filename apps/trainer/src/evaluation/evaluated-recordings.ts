import { frameTargets, labelsOf, type FrameTargetOptions, type Split } from '@earmark/dataset';
import type { Recording } from '@earmark/dataset/node';
import { FrameGrid } from '@earmark/dsp';
import { foregroundLabel, type ModelContract } from '@earmark/models';
import type { LabelledRecording } from '../labelled-splits.ts';
import { recordingFeatures } from '../recording-features.ts';
import type { Evaluation } from './evaluation-data.ts';

/** The recordings that a model is measured on. */
export interface EvaluatedRecordings {
  readonly recordings: readonly LabelledRecording[];
  /** Whether the model's run says what its split is, as the corpus says nothing. */
  readonly isRunsSplit: boolean;
}

/**
 * The recordings of a split as a model hears them, with its own features and labels. Where no recording of the corpus has a split, those
 * that the model's run had for it are taken.
 *
 * @param options.runSplits what the model's run had its recordings for, see `runSplits`
 * @throws Error where no recording is in the split, none of their frames has a label, or a label is none of the model's; the message
 *   names what there is
 */
export async function evaluatedRecordings(
  all: readonly Recording[],
  split: Evaluation['data']['split'],
  contract: ModelContract,
  options: {
    readonly cacheFolder: string;
    readonly targets: FrameTargetOptions;
    readonly runSplits: ReadonlyMap<string, Split>;
    readonly signal: AbortSignal;
  },
): Promise<EvaluatedRecordings> {
  const { labels, features } = contract;
  const isRunsSplit =
    split !== 'all' && options.runSplits.size > 0 && all.every((recording) => recording.split === undefined);
  const wanted = all.filter((recording) => isRunsSplit || split === 'all' || recording.split === split);
  if (wanted.length === 0) throw nothingIn(split, all);
  assertKnown(wanted, contract);
  const sources = await recordingFeatures(wanted, features, options);
  const grid = new FrameGrid(features);
  const recordings = wanted.flatMap((recording, index) => {
    const source = sources[index]!;
    const { contentHash } = source;
    if (isRunsSplit && options.runSplits.get(contentHash) !== split) return [];
    const { uri, annotation } = recording;
    const targets = frameTargets(annotation, grid, source.frames, labels, options.targets);
    return [{ uri, source, contentHash, targets, recording }];
  });
  if (recordings.length === 0) throw nothingIn(split, all);
  if (!recordings.some(({ targets }) => targets.some((target) => target >= 0)))
    throw new Error(
      `no frame of ${recordings.length} recordings has a label: label some, or name the label of what no label covers with --background`,
    );
  return { recordings, isRunsSplit };
}

function nothingIn(split: string, all: readonly Recording[]): Error {
  const found = [...new Set(all.map((recording) => recording.split ?? 'no split'))].sort().join(', ');
  return new Error(
    `none of ${all.length} recordings is in the split ${split}; found ${found}. Draw splits with trainer:split and name their file with --split-file; or, where the model was trained on none of them, take --split all`,
  );
}

function assertKnown(recordings: readonly Recording[], { labels, decision }: ModelContract): void {
  const found = labelsOf(recordings.map(({ annotation }) => annotation));
  const unknown = found.filter((label) => !labels.includes(label));
  if (unknown.length === 0) return;
  const wanted = foregroundLabel(labels, decision.background);
  const other = labels.find((label) => label !== wanted);
  throw new Error(
    `the model does not know ${unknown.join(', ')}: it tells ${labels.join(', ')} apart. Say what each stands for, as in --labels ${wanted}=${unknown[0]} '${other}=*'`,
  );
}
