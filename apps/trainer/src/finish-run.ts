import { relative } from 'node:path';
import { FrameGrid, specHash, type FeatureSpec } from '@earmark/dsp';
import { writeAtomically } from '@earmark/dataset/node';
import type { Classifier, Ending, EpochRow } from '@earmark/models';
import { writeArtifact } from '@earmark/models/node';
import { historyCsv } from './history-csv.ts';
import { Interrupted } from './interrupt.ts';
import { judge } from './judge.ts';
import type { LabelledRecording, LabelledSplits } from './labelled-splits.ts';
import { workspaceRoot } from './paths.ts';
import { decimal } from './report/figures.ts';
import { renderReport } from './report/page.ts';
import { formatReport, type Figure, type Report, type SplitSummary } from './report/report-data.ts';
import { secondsPerLabel } from './seconds-per-label.ts';
import type { RunFolder } from './run-folder.ts';
import { runRecordings } from './run-recordings.ts';
import type { TrainSettings } from './train-settings.ts';

/** What training tells about itself. */
export interface TrainingRecord {
  readonly settings: TrainSettings;
  readonly backend: string;
  readonly history: readonly EpochRow[];
  readonly bestEpoch: number;
  readonly ended: Ending | null;
  /** That learning took, whenever it was stopped; without features and judging. */
  readonly trainingSeconds: number;
  readonly signal: AbortSignal;
}

/**
 * Judges a trained network on the held-out recordings, and writes model, history and report into its run folder; `report.json`
 * comes last, so a run that has one is complete.
 *
 * @throws Interrupted where the signal is aborted while it is judged
 */
export async function finishRun(
  run: RunFolder,
  trained: Classifier,
  splits: LabelledSplits,
  { settings, backend, history, bestEpoch, ended, trainingSeconds, signal }: TrainingRecord,
): Promise<Report> {
  const { calibrated, positiveLabel, valid, test, curves, timelines } = await judge(trained, splits, () => {
    if (signal.aborted)
      throw new Interrupted(
        `stopped before it was judged; go on with: npx nx run trainer:train -- --resume --name ${run.name}`,
      );
  });
  const { contract, network } = calibrated;
  const { features, windows, labels, architecture } = contract;
  const report: Report = {
    name: run.name,
    createdAt: settings.createdAt,
    command: settings.command,
    backend,
    seed: settings.seed,
    labels,
    positiveLabel,
    contract: {
      specHash: specHash(features),
      architecture: architecture.name,
      parameters: network.countParams(),
      windowFrames: windows.frames,
      windowSeconds: new FrameGrid(features).samplesFor(windows.frames) / features.sampleRate,
    },
    data: {
      manifest: settings.data.map((path) => relative(workspaceRoot, path)).join(', '),
      splits: {
        train: splitSummary(splits.train, labels, features),
        valid: splitSummary(splits.valid, labels, features),
        test: splitSummary(splits.test, labels, features),
      },
      recordings: {
        train: runRecordings(splits.train),
        valid: runRecordings(splits.valid),
        test: runRecordings(splits.test),
      },
    },
    history,
    bestEpoch,
    ended,
    trainingSeconds,
    valid,
    test,
  };
  const metrics = { testRocAuc: test.rocAuc, testF1: test.f1, validRocAuc: valid.rocAuc };
  const provenance = { ...contract.provenance, metrics };
  await writeArtifact(run.model, { network, contract: { ...contract, provenance } });
  await writeAtomically(run.history, historyCsv(history, HISTORY_COLUMNS));
  await writeAtomically(run.reportPage, await renderReport(report, curves, timelines));
  await writeAtomically(run.report, formatReport(report));
  return report;
}

function splitSummary(
  recordings: readonly LabelledRecording[],
  labels: readonly string[],
  features: FeatureSpec,
): SplitSummary {
  const { hopSeconds } = new FrameGrid(features);
  return {
    recordings: recordings.length,
    seconds: recordings.reduce((sum, { recording }) => sum + recording.durationSeconds, 0),
    secondsPerLabel: secondsPerLabel(recordings, labels, hopSeconds),
  };
}

const HISTORY_COLUMNS = [
  'epoch',
  'trainLoss',
  'validLoss',
  'validRocAuc',
  'validF1',
  'learningRate',
  'seconds',
] as const;

/** The figures that a person wants to see first, the floors beside them. */
export function summary({ test, positiveLabel, name }: Report, run: RunFolder): string {
  const row = (
    title: string,
    { rocAuc, f1, precision, recall }: Record<'rocAuc' | 'f1' | 'precision' | 'recall', Figure>,
  ) =>
    `  ${title.padEnd(22)}${[rocAuc, f1, precision, recall].map((figure) => decimal(figure, 4).padEnd(11)).join('')}`;
  return [
    `\n${name}: ${positiveLabel} in ${test.recordings.length} held-out recordings, frame by frame`,
    `  ${''.padEnd(22)}${['ROC-AUC', 'F1', 'precision', 'recall'].map((title) => title.padEnd(11)).join('')}`,
    row('network', test),
    row(`always ${positiveLabel}`, test.floors.always),
    ...(test.floors.energy ? [row('energy threshold', test.floors.energy)] : []),
    `\nreport: ${run.reportPage}\nmodel:  ${run.model}`,
  ].join('\n');
}
