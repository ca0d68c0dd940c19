import { FrameGrid, specHash } from '@earmark/dsp';
import { foregroundLabel, type Classifier } from '@earmark/models';
import type { HeardRecording } from '../held-out.ts';
import { heardCurves, type ReportCurves } from '../report/curves.ts';
import { secondsPerLabel } from '../seconds-per-label.ts';
import { calibrationFigures } from './calibration-figures.ts';
import { detectionFigures, recallThreshold } from './detection-figures.ts';
import { measureDetection } from './measured-detection.ts';
import { networkDetection } from './detection.ts';
import type { Evaluation } from './evaluation-data.ts';
import { groupedFigures } from './grouped-figures.ts';
import { energyThreshold, measureClassifier } from './measure-classifier.ts';

/** What is known of an evaluation before anything is measured. */
export interface EvaluationSetting extends Pick<Evaluation, 'createdAt' | 'command' | 'backend'> {
  readonly modelName: string;
  readonly data: Pick<
    Evaluation['data'],
    'corpora' | 'split' | 'choice' | 'collarSeconds' | 'heardInTraining'
  >;
  /** Columns to measure by. */
  readonly by: readonly string[];
}

/**
 * Measures a trained classifier on recordings that it has heard. The energy floor's threshold is fitted to the same recordings, as there
 * are no others: the floor is better than it would be elsewhere.
 *
 * @returns what evaluation.json holds, and the curves beside it
 */
export function evaluateClassifier(
  classifier: Classifier,
  heard: readonly HeardRecording[],
  { createdAt, command, backend, modelName, data, by }: EvaluationSetting,
): { readonly evaluation: Evaluation; readonly curves: ReportCurves } {
  const { contract, network } = classifier;
  const { labels, features, decision, architecture, provenance } = contract;
  const positiveLabel = foregroundLabel(labels, decision.background);
  const thresholdDb = energyThreshold(classifier, heard, positiveLabel);
  const { figures, measured } = measureClassifier(classifier, heard, positiveLabel, thresholdDb);
  const curves = heardCurves(classifier, heard, positiveLabel);
  const recordings = heard.map(({ recording }) => recording);
  const evaluation: Evaluation = {
    ...{ createdAt, command, backend },
    model: {
      name: modelName,
      architecture: architecture.name,
      parameters: network.countParams(),
      specHash: specHash(features),
      labels,
      trainedOn: provenance.data,
    },
    data: {
      ...data,
      recordings: recordings.length,
      seconds: recordings.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0),
      secondsPerLabel: secondsPerLabel(heard, labels, new FrameGrid(features).hopSeconds),
    },
    positiveLabel,
    ...figures,
    calibration: calibrationFigures(contract, curves.reliability),
    perLabel:
      labels.length > 2
        ? labels.map((label) => ({ label, figures: figuresOf(classifier, heard, label) }))
        : [],
    groupings: by.map((column) => groupedFigures(column, recordings, measured, figures.recallThreshold)),
  };
  return { evaluation, curves };
}

function figuresOf(classifier: Classifier, heard: readonly HeardRecording[], label: string) {
  const measured = heard.map((recording) =>
    measureDetection(networkDetection(classifier, recording, label), label),
  );
  return detectionFigures(measured, recallThreshold(measured));
}
