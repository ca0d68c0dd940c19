import type { Segment } from '@earmark/dataset';
import { FrameGrid } from '@earmark/dsp';
import { segmentPosteriors, type Decision, type ModelContract, type Posteriors } from '@earmark/models';
import type { Heard, OpenedModel } from '../network/network-client.ts';

/** A model as it is open here. */
export interface OpenModel {
  readonly name: string;
  readonly opened: OpenedModel;
}

/** What one model made of the recording. */
export interface Hearing {
  /** The model's name. */
  readonly name: string;
  readonly track: Posteriors;
  readonly durationSeconds: number;
  /** The model's own. */
  readonly decision: Decision;
  /** By the model's own decision. */
  readonly segments: readonly Segment[];
  /** What the model learned from, as its provenance says. */
  readonly trainedOn: string;
}

/**
 * Gives what a network heard its time grid and its labels.
 *
 * @returns nothing where the model knows no labels yet
 * @example hearingOf(model, heard)?.track.labels // ['noise', 'speech']
 */
export function hearingOf({ name, opened }: OpenModel, heard: Heard): Hearing | undefined {
  const contract = classifierContract(opened);
  if (!contract) return undefined;
  const { posteriors, frames, durationSeconds, segments } = heard;
  return {
    name,
    durationSeconds,
    segments,
    decision: contract.decision,
    trainedOn: contract.provenance.data,
    track: { values: posteriors, frames, labels: contract.labels, grid: new FrameGrid(contract.features) },
  };
}

/** The contract of a model that knows labels. */
export function classifierContract({ contract }: OpenedModel): ModelContract | undefined {
  return 'labels' in contract ? contract : undefined;
}

/** The segments by another decision than the model's own; nothing is heard again. */
export function decidedSegments(hearing: Hearing, decision: Decision): readonly Segment[] {
  if (decision === hearing.decision) return hearing.segments;
  return segmentPosteriors(hearing.track, decision, hearing.durationSeconds);
}
