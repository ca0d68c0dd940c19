import { createRandom } from '@earmark/dataset';
import { defaultFeatures, type FeatureSpec, type Spectrogram } from '@earmark/dsp';
import { buildNetwork } from './architectures/index.ts';
import type { Classifier } from './artifact.ts';
import type { ModelContract } from './contract.ts';
import type { Recipe } from './training/recipe.ts';
import type { LabelledFrames } from './training/spans.ts';

const smallFeatures: FeatureSpec = { ...defaultFeatures, bands: 12 };

/** A contract whose network trains in a blink. */
export const smallContract: ModelContract = {
  version: 1,
  features: smallFeatures,
  windows: { frames: 9, hop: 1 },
  normalization: { mean: new Array<number>(12).fill(-50), deviation: new Array<number>(12).fill(10) },
  architecture: { name: 'vanilla-conv', filters: [4, 6], squeeze: 4, units: 8 },
  labels: ['noise', 'speech'],
  output: 'window',
  decision: { background: 'noise', onset: 0.5, offset: 0.4, minSegmentSeconds: 0.05, minGapSeconds: 0.05 },
  calibration: { temperature: 1 },
  provenance: {
    createdAt: '2026-01-01T00:00:00Z',
    data: 'none',
    seed: 1,
    backend: 'wasm',
    versions: {},
    metrics: {},
  },
};

export const smallRecipe: Recipe = {
  architecture: smallContract.architecture,
  windowFrames: 9,
  spanFrames: 16,
  batchSize: 8,
  epochs: 6,
  patience: 6,
  learningRate: 0.01,
  averaging: 0.9,
  augmentation: { gainDb: 2, tiltDb: 1, shiftBands: 0, mixProbability: 0.2, snrDb: [10, 20] },
};

export function smallClassifier(seed = 1, contract = smallContract): Classifier {
  const { windows, features, labels, architecture } = contract;
  const shape = { windowFrames: windows.frames, bands: features.bands, labels: labels.length };
  return { contract, network: buildNetwork(architecture, shape, seed) };
}

export function noiseSpectrogram(frames: number, seed: number): Spectrogram {
  const random = createRandom(seed);
  const values = Float32Array.from({ length: frames * 12 }, () => -50 + 10 * random.normal());
  return { values, frames, bands: 12, features: smallFeatures };
}

/** Noise in which the lower bands swell wherever the target is 1; stretches of 20 to 60 frames take turns. */
export function swellingRecording(uri: string, frames: number, seed: number): LabelledFrames {
  const random = createRandom(seed, 99);
  const { values } = noiseSpectrogram(frames, seed);
  const targets = new Int8Array(frames);
  for (let from = 0, label = 0; from < frames; label = 1 - label) {
    const to = from + 20 + random.integer(41);
    targets.fill(label, from, to);
    from = to;
  }
  for (let frame = 0; frame < frames; frame++)
    for (let band = 0; band < 5; band++) values[frame * 12 + band]! += 12 * targets[frame]!;
  const read = (start: number, count: number) => values.slice(start * 12, (start + count) * 12);
  return { uri, targets, source: { frames, bands: 12, read } };
}
