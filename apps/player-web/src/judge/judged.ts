import type { Segment } from '@earmark/dataset';
import type { Decision, Posteriors } from '@earmark/models';

/** What one model says about the open recording. */
export interface Judged {
  readonly name: string;
  readonly track: Posteriors;
  /** What made the segments of the posteriors. */
  readonly decision: Decision;
  /** Of the whole recording, sorted, without gaps. */
  readonly segments: readonly Segment[];
  /** There where the model learned from labels of this very recording: how much it found of those that were held out, in [0, 1]. */
  readonly taughtHere?: { readonly heldOut: number | undefined };
}
