import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { writeAtomically } from '@earmark/dataset/node';
import { FrameGrid, specHash, type FeatureSpec } from '@earmark/dsp';
import type { PretrainResult } from '@earmark/models';
import { writeEncoder } from '@earmark/models/node';
import { historyCsv } from './history-csv.ts';
import { workspaceRoot } from './paths.ts';
import type { PretrainSettings } from './pretrain-settings.ts';
import type { MaterialSummary, PretrainingReport } from './report/pretraining-data.ts';
import { renderPretrainingReport } from './report/pretraining-page.ts';
import { pictureFile } from './report/pretraining-picture.ts';
import type { RunFolder } from './run-folder.ts';
import { runRecordings } from './run-recordings.ts';
import type { UnlabelledRecording, UnlabelledSplits } from './unlabelled-splits.ts';

/**
 * Writes encoder, history and report of a pre-training into its run folder; `report.json` comes last, so a run that has one is
 * complete.
 */
export async function finishPretraining(
  run: RunFolder,
  { encoder, history, bestEpoch, ended, floorLoss }: PretrainResult,
  { train, valid }: UnlabelledSplits,
  {
    settings,
    backend,
    trainingSeconds,
  }: { readonly settings: PretrainSettings; readonly backend: string; readonly trainingSeconds: number },
): Promise<PretrainingReport> {
  const { contract, network } = encoder;
  const { features, windows, architecture } = contract;
  const report: PretrainingReport = {
    name: run.name,
    createdAt: settings.createdAt,
    command: settings.command,
    backend,
    seed: settings.seed,
    contract: {
      specHash: specHash(features),
      architecture: architecture.name,
      parameters: network.countParams(),
      windowFrames: windows.frames,
      windowSeconds: new FrameGrid(features).samplesFor(windows.frames) / features.sampleRate,
      embedding: network.outputs[0]!.shape[3]!,
    },
    corruption: settings.recipe.corruption.kind,
    data: {
      corpora: settings.data.map((path) => relative(workspaceRoot, path)),
      train: summaryOf(train, features),
      valid: summaryOf(valid, features),
      recordings: { train: runRecordings(train), valid: runRecordings(valid) },
    },
    history,
    bestEpoch,
    ended,
    floorLoss,
    trainingSeconds,
  };
  const metrics = { validLoss: history[bestEpoch]!.validLoss, floorLoss };
  const provenance = { ...contract.provenance, metrics };
  await writeEncoder(run.model, { network, contract: { ...contract, provenance } });
  const columns = ['epoch', 'trainLoss', 'validLoss', 'learningRate', 'seconds'] as const;
  await writeAtomically(run.history, historyCsv(history, columns));
  const pictures: string[] = [];
  for (const { epoch } of history) {
    const png = await readFile(pictureFile(run, epoch));
    pictures.push(`data:image/png;base64,${png.toString('base64')}`);
  }
  await writeAtomically(run.reportPage, await renderPretrainingReport(report, pictures));
  await writeAtomically(run.report, `${JSON.stringify(report, null, 2)}\n`);
  return report;
}

function summaryOf(recordings: readonly UnlabelledRecording[], features: FeatureSpec): MaterialSummary {
  const { hopSeconds } = new FrameGrid(features);
  const frames = recordings.reduce((sum, { source }) => sum + source.frames, 0);
  return { recordings: recordings.length, seconds: frames * hopSeconds };
}

/** What a person wants to know first, and how to go on. */
export function pretrainingSummary(
  { history, bestEpoch, floorLoss, name }: PretrainingReport,
  run: RunFolder,
): string {
  const { validLoss } = history[bestEpoch]!;
  return [
    `\n${name}: validation loss ${validLoss.toFixed(4)} in epoch ${bestEpoch + 1}; always answering the mean: ${floorLoss.toFixed(4)}`,
    `report: ${run.reportPage}\nmodel:  ${run.model}`,
    `next:   npx nx run trainer:train -- --from ${relative(process.cwd(), run.path) || '.'}`,
  ].join('\n');
}
