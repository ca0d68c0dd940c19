import { concatenate } from '@earmark/dsp';
import { fitThreshold, oneAgainstRest, type Classifier } from '@earmark/models';
import { z } from 'zod';
import { joinTargets, type HeardRecording } from '../held-out.ts';
import { alwaysDetection, energyDetection, networkDetection, type Detection } from './detection.ts';
import {
  detectionFigures,
  detectionFiguresSchema,
  figureSchema,
  recallThreshold,
} from './detection-figures.ts';
import { figureIntervals, figureIntervalsSchema } from './figure-intervals.ts';
import { measureDetection, type MeasuredDetection } from './measured-detection.ts';
import { recordingRow, recordingRowSchema } from './recording-row.ts';

/** How well a network finds a label in recordings, and what needs no network. */
export const classifierFiguresSchema = z.strictObject({
  network: detectionFiguresSchema,
  intervals: figureIntervalsSchema,
  floors: z.strictObject({
    /** The label is always. */
    always: detectionFiguresSchema,
    /** The label is where the energy of a frame reaches a threshold; null where no threshold could be fitted. */
    energy: detectionFiguresSchema.extend({ thresholdDb: z.number() }).nullable(),
  }),
  /** The posterior that 95 % of the label's frames reach. */
  recallThreshold: figureSchema,
  recordings: z.array(recordingRowSchema),
});
export type ClassifierFigures = z.infer<typeof classifierFiguresSchema>;

/** The figures, and what they were counted from. */
export interface MeasuredClassifier {
  readonly figures: ClassifierFigures;
  /** One for each recording, in their order. */
  readonly measured: readonly MeasuredDetection[];
}

/**
 * Measures a network, and the floors beside it, on recordings that it was not trained on.
 *
 * @param label what is to be found
 * @param thresholdDb of the energy floor, see {@link energyThreshold}
 */
export function measureClassifier(
  classifier: Pick<Classifier, 'contract'>,
  heard: readonly HeardRecording[],
  label: string,
  thresholdDb: number | null,
): MeasuredClassifier {
  const measure = (detect: (recording: HeardRecording) => Detection) => {
    const measured = heard.map((recording) => measureDetection(detect(recording), label));
    const threshold = recallThreshold(measured);
    return { measured, threshold, figures: detectionFigures(measured, threshold) };
  };
  const network = measure((recording) => networkDetection(classifier, recording, label));
  const always = measure((recording) => alwaysDetection(classifier, recording, label));
  const energy =
    thresholdDb === null
      ? null
      : measure((recording) => energyDetection(classifier, recording, label, thresholdDb));
  return {
    measured: network.measured,
    figures: {
      network: network.figures,
      intervals: figureIntervals(network.measured),
      floors: {
        always: always.figures,
        energy: energy && { ...energy.figures, thresholdDb: thresholdDb! },
      },
      recallThreshold: network.threshold,
      recordings: heard.map((recording, index) =>
        recordingRow(classifier, recording, label, network.measured[index]!, network.threshold),
      ),
    },
  };
}

/** The energy with the best F1 as a threshold, in dB; null where the label does not occur. */
export function energyThreshold(
  classifier: Pick<Classifier, 'contract'>,
  heard: readonly HeardRecording[],
  label: string,
): number | null {
  const { scores, targets } = oneAgainstRest(
    concatenate(heard.map(({ energyDb }) => energyDb)),
    joinTargets(heard),
    classifier.contract.labels.indexOf(label),
  );
  return targets.includes(1) ? fitThreshold(scores, targets) : null;
}
