import type { Segment } from '@earmark/dataset';
import {
  column,
  oneAgainstRest,
  outcomes,
  posteriorsOf,
  segmentPosteriors,
  type Classifier,
} from '@earmark/models';
import type { HeardRecording } from '../held-out.ts';

/** Where somebody, a network or a floor, finds a label in one recording, beside where it is. */
export interface Detection {
  /** One for each labelled frame, higher means likelier. */
  readonly scores: Float32Array;
  /** 1 for each labelled frame that has the label, else 0. */
  readonly targets: Uint8Array;
  /** 1 for each labelled frame that is called by it, else 0. */
  readonly called: Uint8Array;
  readonly reference: readonly Segment[];
  readonly hypothesis: readonly Segment[];
  readonly durationSeconds: number;
}

/** What a network hears: calibrated posteriors, the likeliest label of each frame, and the segments of its decision. */
export function networkDetection(
  classifier: Pick<Classifier, 'contract'>,
  heard: HeardRecording,
  label: string,
): Detection {
  const { labels, decision } = classifier.contract;
  const { annotation, durationSeconds } = heard.recording;
  const index = labels.indexOf(label);
  const posteriors = posteriorsOf(heard.logits, classifier);
  const { predicted } = outcomes(posteriors.values, heard.targets, labels.length);
  return {
    ...oneAgainstRest(column(posteriors.values, labels.length, index), heard.targets, index),
    called: Uint8Array.from(predicted, (each) => (each === index ? 1 : 0)),
    reference: annotation.segments,
    hypothesis: segmentPosteriors(posteriors, decision, durationSeconds),
    durationSeconds,
  };
}

/** A floor: the label is where the energy reaches a threshold. Its segments are smoothed as the network's are. */
export function energyDetection(
  { contract }: Pick<Classifier, 'contract'>,
  { recording, targets, energyDb }: HeardRecording,
  label: string,
  thresholdDb: number,
): Detection {
  const { annotation, durationSeconds } = recording;
  const isLoud = (energy: number) => (energy >= thresholdDb ? 1 : 0);
  const { labels, grid } = posteriorsOf(new Float32Array(0), { contract });
  const rest = labels.find((each) => each !== label)!;
  const values = Float32Array.from({ length: 2 * energyDb.length }, (_, i) =>
    i % 2 === 1 ? isLoud(energyDb[i >> 1]!) : 1 - isLoud(energyDb[i >> 1]!),
  );
  const frames = oneAgainstRest(energyDb, targets, contract.labels.indexOf(label));
  return {
    ...frames,
    called: Uint8Array.from(frames.scores, isLoud),
    reference: annotation.segments,
    hypothesis: segmentPosteriors(
      { values, frames: energyDb.length, labels: [rest, label], grid },
      { ...contract.decision, background: rest, onset: 0.5, offset: 0.5 },
      durationSeconds,
    ),
    durationSeconds,
  };
}

/** The other floor: the label is always. */
export function alwaysDetection(
  { contract }: Pick<Classifier, 'contract'>,
  { recording, targets, energyDb }: HeardRecording,
  label: string,
): Detection {
  const { annotation, durationSeconds } = recording;
  const frames = oneAgainstRest(new Float32Array(energyDb.length), targets, contract.labels.indexOf(label));
  return {
    ...frames,
    called: new Uint8Array(frames.scores.length).fill(1),
    reference: annotation.segments,
    hypothesis: [{ start: 0, end: durationSeconds, label }],
    durationSeconds,
  };
}
