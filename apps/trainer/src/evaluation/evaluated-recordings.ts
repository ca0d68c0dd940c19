import { frameTargets, labelsOf, type FrameTargetOptions } from '@earmark/dataset';
import type { Recording } from '@earmark/dataset/node';
import { FrameGrid } from '@earmark/dsp';
import { foregroundLabel, type ModelContract } from '@earmark/models';
import type { LabelledRecording } from '../labelled-splits.ts';
import { recordingFeatures } from '../recording-features.ts';
import type { Evaluation } from './evaluation-data.ts';

/**
 * The recordings of a split as a model hears them, with its own features and labels.
 *
 * @throws Error where no recording is in the split, none of their frames has a label, or a label is none of the model's; the message
 *   names what there is
 */
export async function evaluatedRecordings(
  all: readonly Recording[],
  split: Evaluation['data']['split'],
  { labels, features, decision }: ModelContract,
  options: {
    readonly cacheFolder: string;
    readonly targets: FrameTargetOptions;
    readonly signal: AbortSignal;
  },
): Promise<LabelledRecording[]> {
  const recordings = all.filter((recording) => split === 'all' || recording.split === split);
  if (recordings.length === 0) {
    const found = [...new Set(all.map((recording) => recording.split ?? 'no split'))].sort().join(', ');
    throw new Error(
      `none of ${all.length} recordings is in the split ${split}; found ${found}. Take --split all`,
    );
  }
  const found = labelsOf(recordings.map(({ annotation }) => annotation));
  const unknown = found.filter((label) => !labels.includes(label));
  if (unknown.length > 0) {
    const wanted = foregroundLabel(labels, decision.background);
    const other = labels.find((label) => label !== wanted);
    throw new Error(
      `the model does not know ${unknown.join(', ')}: it tells ${labels.join(', ')} apart. Say what each stands for, as in --labels ${wanted}=${unknown[0]} '${other}=*'`,
    );
  }
  const sources = await recordingFeatures(recordings, features, options);
  const grid = new FrameGrid(features);
  const labelled = recordings.map((recording, index) => {
    const source = sources[index]!;
    const { uri, annotation } = recording;
    const targets = frameTargets(annotation, grid, source.frames, labels, options.targets);
    return { uri, source, targets, recording };
  });
  if (!labelled.some(({ targets }) => targets.some((target) => target >= 0)))
    throw new Error(
      `no frame of ${recordings.length} recordings has a label: label some, or name the label of what no label covers with --background`,
    );
  return labelled;
}
