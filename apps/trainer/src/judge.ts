import type { Spectrogram } from '@earmark/dsp';
import {
  alwaysPositiveFloor,
  fitTemperature,
  fitThreshold,
  foregroundLabel,
  frameMetrics,
  oneAgainstRest,
  posteriorsOf,
  segmentPosteriors,
  softmax,
  thresholdFloor,
  type Classifier,
  type FrameMetrics,
} from '@earmark/models';
import { hearSplit, type HeardRecording, type HeardSplit } from './held-out.ts';
import type { LabelledSplits } from './labelled-splits.ts';
import { reportCurves, type ReportCurves } from './report/curves.ts';
import type { RecordingRow, Report } from './report/report-data.ts';
import type { Timeline } from './report/timeline.ts';

/** How a network does on recordings that it was not trained on. */
export interface Judgement {
  /** The classifier with the temperature that fits the validation split. */
  readonly calibrated: Classifier;
  readonly positiveLabel: string;
  readonly valid: Report['valid'];
  readonly test: Report['test'];
  readonly curves: ReportCurves;
  readonly timelines: readonly Timeline[];
}

/**
 * Calibrates a trained network on the validation split, and measures it and the floors on the test split. Nothing is chosen by the
 * test split.
 */
export async function judge(trained: Classifier, { valid, test }: LabelledSplits): Promise<Judgement> {
  const { labels, decision } = trained.contract;
  const positiveLabel = foregroundLabel(labels, decision.background);
  const heardValid = await hearSplit(trained, valid);
  const heardTest = await hearSplit(trained, test);

  const temperature = fitTemperature(heardValid.logits, heardValid.targets, labels.length);
  const calibrated = { ...trained, contract: { ...trained.contract, calibration: { temperature } } };
  const posteriors = softmax(heardTest.logits, labels.length, temperature);
  const measure = ({ targets }: HeardSplit, values: Float32Array) =>
    frameMetrics(values, targets, labels, positiveLabel);

  return {
    calibrated,
    positiveLabel,
    valid: measure(heardValid, softmax(heardValid.logits, labels.length, temperature)),
    test: {
      ...measure(heardTest, posteriors),
      floors: floors(heardValid, heardTest, labels.indexOf(positiveLabel)),
      recordings: heardTest.recordings.map((recording) =>
        recordingRow(recording, posteriors, labels, positiveLabel),
      ),
    },
    curves: reportCurves(
      { uncalibrated: softmax(heardTest.logits, labels.length), calibrated: posteriors, ...heardTest },
      labels,
      positiveLabel,
    ),
    timelines: timelineRecordings(heardTest, posteriors, labels, positiveLabel).map((recording) =>
      timeline(calibrated, recording, heardTest.logits),
    ),
  };
}

/** Both floors on the test split; the energy threshold is the one with the best F1 on the validation split. */
function floors(valid: HeardSplit, test: HeardSplit, positive: number): Report['test']['floors'] {
  const onValid = oneAgainstRest(valid.energyDb, valid.targets, positive);
  const onTest = oneAgainstRest(test.energyDb, test.targets, positive);
  const thresholdDb = fitThreshold(onValid.scores, onValid.targets);
  return {
    always: alwaysPositiveFloor(onTest.targets),
    energy: { ...thresholdFloor(onTest.scores, onTest.targets, thresholdDb), thresholdDb },
  };
}

function recordingMetrics(
  { from, to, targets }: HeardRecording,
  posteriors: Float32Array,
  labels: readonly string[],
  positiveLabel: string,
): FrameMetrics {
  return frameMetrics(
    posteriors.subarray(from * labels.length, to * labels.length),
    targets,
    labels,
    positiveLabel,
  );
}

function recordingRow(
  heard: HeardRecording,
  posteriors: Float32Array,
  labels: readonly string[],
  positiveLabel: string,
): RecordingRow {
  const { frames, rocAuc, f1, precision, recall, accuracy } = recordingMetrics(
    heard,
    posteriors,
    labels,
    positiveLabel,
  );
  const positive = labels.indexOf(positiveLabel);
  return {
    uri: heard.uri,
    kind: heard.recording.kind,
    durationSeconds: heard.recording.durationSeconds,
    frames,
    positiveFraction: heard.targets.filter((target) => target === positive).length / frames,
    ...{ rocAuc, f1, precision, recall, accuracy },
  };
}

/** Of the longest test recordings with every label the one that the network hears worst, and the one in the middle: no best cases. */
function timelineRecordings(
  { recordings }: HeardSplit,
  posteriors: Float32Array,
  labels: readonly string[],
  positiveLabel: string,
): HeardRecording[] {
  const telling = recordings
    .filter(({ targets }) => labels.every((_, label) => targets.includes(label)))
    .sort((a, b) => b.targets.length - a.targets.length)
    .slice(0, 9)
    .map((recording) => ({
      recording,
      accuracy: recordingMetrics(recording, posteriors, labels, positiveLabel).accuracy,
    }))
    .sort((a, b) => a.accuracy - b.accuracy)
    .map(({ recording }) => recording);
  return [...new Set([telling[0], telling[telling.length >> 1]])].filter(
    (recording) => recording !== undefined,
  );
}

function timeline(classifier: Classifier, heard: HeardRecording, logits: Float32Array): Timeline {
  const { contract } = classifier;
  const { labels, features, decision } = contract;
  const { source, from, to, recording } = heard;
  const spectrogram: Spectrogram = {
    values: source.read(0, source.frames),
    frames: source.frames,
    bands: source.bands,
    features,
  };
  const posteriors = posteriorsOf(logits.slice(from * labels.length, to * labels.length), classifier);
  const { durationSeconds, annotation } = recording;
  return {
    uri: heard.uri,
    durationSeconds,
    spectrogram,
    reference: annotation.segments,
    hypothesis: segmentPosteriors(posteriors, decision, durationSeconds),
    posteriors,
  };
}
