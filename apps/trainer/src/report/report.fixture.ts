import { createAnnotation, createRandom, type Segment } from '@earmark/dataset';
import { concatenate, defaultFeatures, FrameGrid } from '@earmark/dsp';
import {
  frameEnergy,
  frameMetrics,
  posteriorsOf,
  segmentPosteriors,
  type ModelContract,
} from '@earmark/models';
import { calibrationFigures } from '../evaluation/calibration-figures.ts';
import { energyThreshold, measureClassifier } from '../evaluation/measure-classifier.ts';
import { joinTargets, type HeardRecording } from '../held-out.ts';
import { heardCurves } from './curves.ts';
import type { Report } from './report-data.ts';
import type { Timeline } from './timeline.ts';

const bands = 32;
const features = { ...defaultFeatures, bands };
const grid = new FrameGrid(features);
const temperature = 2.2;

/**
 * A report of recordings that never were: segments are drawn, spectrogram and logits follow them with noise, and every figure is
 * computed from these. Enough to look at a page, and to hold its parts to each other.
 */
export function inventedReport(labels: readonly string[], positiveLabel: string, recordings = 6) {
  const background = labels.find((label) => label !== positiveLabel)!;
  const heard = Array.from({ length: recordings }, (_, i) => drawRecording(labels, background, i));
  const contract = inventedContract(labels, background);
  const classifier = { contract };
  const { values } = posteriorsOf(concatenate(heard.map(({ logits }) => logits)), classifier);
  const metrics = frameMetrics(values, joinTargets(heard), labels, positiveLabel);
  const thresholdDb = energyThreshold(classifier, heard, positiveLabel);
  const { figures } = measureClassifier(classifier, heard, positiveLabel, thresholdDb);
  const curves = heardCurves(classifier, heard, positiveLabel);
  const summary = {
    recordings,
    seconds: 3725,
    secondsPerLabel: Object.fromEntries(labels.map((label) => [label, 900])),
  };

  const report: Report = {
    name: 'invented',
    createdAt: '2024-05-01T12:00:00.000Z',
    command: 'npx nx run trainer:train -- --data "a corpus <that> never was"',
    backend: 'wasm (2 threads)',
    seed: 1,
    labels,
    positiveLabel,
    contract: {
      specHash: '0123456789abcdef',
      architecture: 'vanilla-conv',
      parameters: 23_456,
      windowFrames: 63,
      windowSeconds: 0.645,
    },
    data: {
      manifest: 'invented/manifest.csv',
      splits: { train: summary, valid: summary, test: summary },
      recordings: { train: [], valid: [], test: [] },
    },
    history: Array.from({ length: 14 }, (_, epoch) => ({
      epoch,
      trainLoss: 0.15 + 0.5 * Math.exp(-epoch / 3),
      validLoss: 0.22 + 0.4 * Math.exp(-epoch / 2.5) + 0.001 * epoch ** 1.6,
      validRocAuc: epoch === 0 ? NaN : 0.97 - 0.25 * Math.exp(-epoch / 2),
      validF1: 0.91 - 0.4 * Math.exp(-epoch / 2),
      learningRate: 0.001 * 0.9 ** epoch,
      seconds: 8.4,
    })),
    bestEpoch: 9,
    ended: 'patience',
    trainingSeconds: 124.5,
    valid: metrics,
    test: {
      ...metrics,
      ...figures,
      calibration: calibrationFigures(contract, curves.reliability),
    },
  };
  const timelines = heard.slice(0, 2).map(({ uri, recording, source, logits }): Timeline => {
    const { durationSeconds, annotation } = recording;
    const posteriors = posteriorsOf(logits, classifier);
    return {
      ...{ uri, durationSeconds, posteriors },
      spectrogram: { ...source, values: source.read(0, source.frames), features },
      reference: annotation.segments,
      hypothesis: segmentPosteriors(posteriors, contract.decision, durationSeconds),
    };
  });
  return { report, curves, timelines };
}

const inventedContract = (labels: readonly string[], background: string): ModelContract => ({
  version: 1,
  features,
  windows: { frames: 63, hop: 1 },
  normalization: { mean: [], deviation: [] },
  architecture: { name: 'vanilla-conv', filters: [4], squeeze: 4, units: 8 },
  labels: [...labels],
  output: 'window',
  decision: { background, onset: 0.5, offset: 0.4, minSegmentSeconds: 0, minGapSeconds: 0 },
  calibration: { temperature },
  provenance: {
    ...{ createdAt: '2024-05-01T12:00:00.000Z', data: 'invented', seed: 1, backend: 'wasm' },
    ...{ versions: {}, metrics: {} },
  },
});

function drawRecording(labels: readonly string[], background: string, index: number): HeardRecording {
  const random = createRandom(7, index);
  const durationSeconds = 6 + 2 * index;
  const reference: Segment[] = [];
  for (let start = 0; start < durationSeconds;) {
    const end = Math.min(durationSeconds, start + 0.4 + 3 * random.unit());
    const others = labels.filter((label) => label !== background);
    const label = reference.length % 2 === 0 ? background : others[random.integer(others.length)]!;
    reference.push({ start, end, label });
    start = end;
  }
  // The last recording holds nothing but background, as a recording of rain does.
  if (index === 5)
    reference.splice(0, reference.length, { start: 0, end: durationSeconds, label: background });

  const frames = grid.frameCount(durationSeconds * features.sampleRate);
  const targets = Int8Array.from({ length: frames }, (_, t) => {
    const seconds = grid.centreSeconds(t);
    return labels.indexOf(reference.find(({ start, end }) => seconds >= start && seconds < end)!.label);
  });
  const values = Float32Array.from({ length: frames * bands }, (_, i) => {
    const [t, band] = [Math.floor(i / bands), i % bands];
    const isForeground = labels[targets[t]!] !== background;
    const harmonics = isForeground ? 26 * Math.max(0, Math.sin(band / 1.2 + Math.sin(t / 30))) - band / 2 : 0;
    return -62 - band / 3 + 8 * Math.sin(t / 90) + harmonics + 12 * (random.unit() - 0.5);
  });
  const logits = new Float32Array(frames * labels.length);
  let drift = 0;
  for (let t = 0; t < frames; t++) {
    drift = 0.97 * drift + 0.7 * random.normal();
    logits[t * labels.length + targets[t]!] = temperature * (4 + drift);
  }
  const uri = `invented/recording-${index}.flac`;
  return {
    ...{ uri, contentHash: uri, targets, logits },
    energyDb: frameEnergy(values, bands),
    source: {
      ...{ frames, bands },
      read: (start, count) => values.slice(start * bands, (start + count) * bands),
    },
    recording: {
      ...{ uri, path: uri, durationSeconds, kind: 'mixture', columns: {} },
      ...{ split: 'test', fold: undefined, group: uri, speaker: undefined, recording: undefined },
      ...{ weight: 1, isWholeLabel: false },
      annotation: createAnnotation({ uri, kind: 'reference', segments: reference }),
    },
  };
}
