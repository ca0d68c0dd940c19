import { concatenate, FrameGrid, type Spectrogram } from '@earmark/dsp';
import {
  chooseCalibration,
  foregroundLabel,
  frameMetrics,
  posteriorsOf,
  segmentPosteriors,
  tuneDecision,
  type Classifier,
  type ModelContract,
} from '@earmark/models';
import { calibrationFigures } from './evaluation/calibration-figures.ts';
import { energyThreshold, measureClassifier } from './evaluation/measure-classifier.ts';
import type { RecordingRow } from './evaluation/recording-row.ts';
import { hearRecordings, joinTargets, type HeardRecording } from './held-out.ts';
import type { LabelledSplits } from './labelled-splits.ts';
import { heardCurves, type ReportCurves } from './report/curves.ts';
import type { Report, SplitMetrics } from './report/report-data.ts';
import type { Timeline } from './report/timeline.ts';

/** How a network does on recordings that it was not trained on. */
export interface Judgement {
  /** The classifier with the calibration and the decision that fit the validation split. */
  readonly calibrated: Classifier;
  readonly positiveLabel: string;
  readonly valid: Report['valid'];
  readonly test: Report['test'];
  readonly curves: ReportCurves;
  readonly timelines: readonly Timeline[];
}

/**
 * Calibrates a trained network and tunes its decision on the validation split, and measures it and the floors on the test split.
 * Nothing is chosen by the test split.
 *
 * @param onHeard is called after every recording; what it throws ends the work
 */
export async function judge(
  trained: Classifier,
  { valid, test }: LabelledSplits,
  onHeard?: () => void,
): Promise<Judgement> {
  const { labels, decision } = trained.contract;
  const positiveLabel = foregroundLabel(labels, decision.background);
  const heardValid = await hearRecordings(trained, valid, onHeard);
  const heardTest = await hearRecordings(trained, test, onHeard);
  const calibrated = fitted(trained, heardValid, positiveLabel);
  const thresholdDb = energyThreshold(calibrated, heardValid, positiveLabel);
  const curves = heardCurves(calibrated, heardTest, positiveLabel);
  const { figures } = measureClassifier(calibrated, heardTest, positiveLabel, thresholdDb);
  return {
    calibrated,
    positiveLabel,
    valid: splitMetrics(calibrated, heardValid, positiveLabel),
    test: {
      ...splitMetrics(calibrated, heardTest, positiveLabel),
      ...figures,
      calibration: calibrationFigures(calibrated.contract, curves.reliability),
    },
    curves,
    timelines: timelineRecordings(heardTest, figures.recordings, labels.length).map((recording) =>
      timeline(calibrated, recording),
    ),
  };
}

/** The classifier with all that is fitted to the validation split. */
function fitted(trained: Classifier, valid: readonly HeardRecording[], positiveLabel: string): Classifier {
  const { contract } = trained;
  const { calibration } = chooseCalibration(
    valid.map(({ logits }) => logits),
    valid.map(({ targets }) => targets),
    contract.labels,
  );
  const calibrated: ModelContract = { ...contract, calibration };
  const recordings = valid.map(({ logits, recording: { annotation, durationSeconds } }) => ({
    posteriors: posteriorsOf(logits, { contract: calibrated }),
    reference: annotation.segments,
    durationSeconds,
  }));
  const decision = tuneDecision(recordings, contract.decision, positiveLabel);
  return { ...trained, contract: { ...calibrated, decision } };
}

/** The measures of all labelled frames of a split. */
function splitMetrics(
  classifier: Classifier,
  heard: readonly HeardRecording[],
  positiveLabel: string,
): SplitMetrics {
  const { values } = posteriorsOf(concatenate(heard.map(({ logits }) => logits)), classifier);
  return frameMetrics(values, joinTargets(heard), classifier.contract.labels, positiveLabel);
}

/** What is shown of a recording at most: more would not be kept in memory whole, nor be seen on a page. */
const TIMELINE_SECONDS = 600;

/**
 * Of the longest test recordings with every label the one that the network hears worst, and the one in the middle: no best cases. Those
 * that can be shown whole come first.
 */
function timelineRecordings(
  heard: readonly HeardRecording[],
  rows: readonly RecordingRow[],
  labels: number,
): HeardRecording[] {
  const telling = heard
    .map((recording, index) => ({ recording, accuracy: rows[index]!.accuracy ?? 0 }))
    .filter(({ recording }) => new Set(recording.targets.filter((target) => target >= 0)).size === labels);
  const whole = telling.filter(({ recording }) => recording.recording.durationSeconds <= TIMELINE_SECONDS);
  const shown = (whole.length > 0 ? whole : telling)
    .sort((a, b) => b.recording.targets.length - a.recording.targets.length)
    .slice(0, 9)
    .sort((a, b) => a.accuracy - b.accuracy)
    .map(({ recording }) => recording);
  return [...new Set([shown[0], shown[shown.length >> 1]])].filter((recording) => recording !== undefined);
}

function timeline(classifier: Classifier, { uri, source, logits, recording }: HeardRecording): Timeline {
  const { features, decision, labels } = classifier.contract;
  const durationSeconds = Math.min(recording.durationSeconds, TIMELINE_SECONDS);
  const frames = Math.min(
    source.frames,
    new FrameGrid(features).frameCount(durationSeconds * features.sampleRate),
  );
  const spectrogram: Spectrogram = { values: source.read(0, frames), frames, bands: source.bands, features };
  const posteriors = posteriorsOf(logits.subarray(0, frames * labels.length), classifier);
  return {
    uri,
    durationSeconds,
    spectrogram,
    reference: recording.annotation.segments
      .filter(({ start }) => start < durationSeconds)
      .map((segment) => ({ ...segment, end: Math.min(segment.end, durationSeconds) })),
    hypothesis: segmentPosteriors(posteriors, decision, durationSeconds),
    posteriors,
  };
}
