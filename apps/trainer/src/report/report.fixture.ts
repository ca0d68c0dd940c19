import { createRandom, type Segment } from '@earmark/dataset';
import { defaultFeatures, FrameGrid } from '@earmark/dsp';
import {
  alwaysPositiveFloor,
  fitThreshold,
  frameEnergy,
  frameMetrics,
  oneAgainstRest,
  softmax,
  thresholdFloor,
} from '@earmark/models';
import { reportCurves } from './curves.ts';
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
  const drawn = Array.from({ length: recordings }, (_, i) => drawRecording(labels, background, i));
  const logits = Float32Array.from(drawn.flatMap((recording) => [...recording.logits]));
  const targets = drawn.flatMap((recording) => [...recording.targets]);
  const energyDb = Float32Array.from(
    drawn.flatMap(({ spectrogram }) => [...frameEnergy(spectrogram.values, bands)]),
  );
  const calibrated = softmax(logits, labels.length, temperature);
  const metrics = frameMetrics(calibrated, targets, labels, positiveLabel);
  const ranking = oneAgainstRest(energyDb, targets, labels.indexOf(positiveLabel));
  const thresholdDb = fitThreshold(ranking.scores, ranking.targets);
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
      temperature,
    },
    data: { manifest: 'invented/manifest.csv', splits: { train: summary, valid: summary, test: summary } },
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
    trainingSeconds: 124.5,
    valid: metrics,
    test: {
      ...metrics,
      floors: {
        always: alwaysPositiveFloor(ranking.targets),
        energy: { ...thresholdFloor(ranking.scores, ranking.targets, thresholdDb), thresholdDb },
      },
      recordings: drawn.map((recording) => {
        const posteriors = softmax(recording.logits, labels.length, temperature);
        const { frames, rocAuc, f1, precision, recall, accuracy, perLabel } = frameMetrics(
          posteriors,
          recording.targets,
          labels,
          positiveLabel,
        );
        const positives = perLabel.find(({ label }) => label === positiveLabel)!.frames;
        const { uri, durationSeconds } = recording;
        const measures = { rocAuc, f1, precision, recall, accuracy };
        return {
          uri,
          kind: 'mixture',
          durationSeconds,
          frames,
          positiveFraction: positives / frames,
          ...measures,
        };
      }),
    },
  };
  const uncalibrated = softmax(logits, labels.length);
  const curves = reportCurves({ uncalibrated, calibrated, energyDb, targets }, labels, positiveLabel);
  const timelines = drawn
    .slice(0, 2)
    .map(({ uri, durationSeconds, spectrogram, reference, logits }): Timeline => {
      const values = softmax(logits, labels.length, temperature);
      const posteriors = { values, frames: spectrogram.frames, labels, grid };
      return {
        uri,
        durationSeconds,
        spectrogram,
        reference,
        hypothesis: spoken(values, labels, durationSeconds),
        posteriors,
      };
    });
  return { report, curves, timelines };
}

function drawRecording(labels: readonly string[], background: string, index: number) {
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
  const spectrogram = { values, frames, bands, features };
  return {
    uri: `invented/recording-${index}.flac`,
    durationSeconds,
    reference,
    targets,
    spectrogram,
    logits,
  };
}

/** One segment for each run of frames with the same likeliest label. */
function spoken(values: Float32Array, labels: readonly string[], durationSeconds: number): Segment[] {
  const segments: Segment[] = [];
  for (let t = 0; t < values.length / labels.length; t++) {
    const row = values.subarray(t * labels.length, (t + 1) * labels.length);
    const label = labels[row.indexOf(Math.max(...row))]!;
    const last = segments.at(-1);
    if (last?.label === label) continue;
    const start = last ? grid.boundarySeconds(t) : 0;
    if (last) segments[segments.length - 1] = { ...last, end: start };
    segments.push({ start, end: durationSeconds, label });
  }
  return segments;
}
