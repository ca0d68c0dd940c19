import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { defaultFeatures } from '@earmark/dsp';
import { buildNetwork, type Classifier, type ModelContract } from '@earmark/models';
import { writeArtifact } from '@earmark/models/node';

const contract: ModelContract = {
  version: 1,
  features: { ...defaultFeatures, bands: 12 },
  windows: { frames: 9, hop: 1 },
  normalization: { mean: new Array<number>(12).fill(-50), deviation: new Array<number>(12).fill(10) },
  architecture: { name: 'vanilla-conv', filters: [4, 6], squeeze: 4, units: 8 },
  labels: ['noise', 'speech'],
  output: 'window',
  decision: { background: 'noise', onset: 0.5, offset: 0.4, minSegmentSeconds: 0.05, minGapSeconds: 0.05 },
  calibration: { temperature: 1 },
  provenance: { createdAt: '', data: 'none', seed: 1, backend: 'cpu', versions: {}, metrics: {} },
};

/** An untrained network that answers like a trained one. */
export function untrainedClassifier(createdAt: string, seed = 1): Classifier {
  const shape = { windowFrames: contract.windows.frames, bands: 12, labels: 2 };
  return {
    contract: { ...contract, provenance: { ...contract.provenance, createdAt } },
    network: buildNetwork(contract.architecture, shape, seed),
  };
}

/** A folder of models that come along: `dilated-conv`, which is the default, and `first`, which has the name of a run. */
export async function writePretrained(folder: string): Promise<void> {
  const { contract, network } = untrainedClassifier('2025-12-01T00:00:00Z', 2);
  const provenance = { ...contract.provenance, metrics: { testRocAuc: 0.99, testF1: 0.97 } };
  for (const name of ['dilated-conv', 'first'])
    await writeArtifact(path.join(folder, name), { contract: { ...contract, provenance }, network });
}

/**
 * A folder of runs: `first` (with a report), the newer `second`, and `damaged`, whose JSON holds no contract; `latest` points to
 * `first`.
 */
export async function writeRuns(folder: string): Promise<void> {
  await writeArtifact(path.join(folder, 'first', 'model'), untrainedClassifier('2026-01-01T00:00:00Z'));
  await writeArtifact(path.join(folder, 'second', 'model'), untrainedClassifier('2026-01-02T00:00:00Z'));
  const test = { rocAuc: 0.9, f1: 0.8, precision: 0.7, recall: null, recordings: [] };
  await writeFile(path.join(folder, 'first', 'report.json'), JSON.stringify({ test }));
  await mkdir(path.join(folder, 'damaged', 'model'), { recursive: true });
  const noContract = { modelTopology: {}, weightsManifest: [] };
  await writeFile(path.join(folder, 'damaged', 'model', 'model.json'), JSON.stringify(noContract));
  await mkdir(path.join(folder, 'unfinished'));
  await symlink('first', path.join(folder, 'latest'), 'junction');
}
