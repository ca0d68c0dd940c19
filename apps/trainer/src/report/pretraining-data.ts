import type { Ending, PretrainRow } from '@earmark/models';
import type { RunRecording } from '../run-recordings.ts';

/** How much of the material a split holds. */
export interface MaterialSummary {
  readonly recordings: number;
  readonly seconds: number;
}

/** What a pre-training did and reached: the content of `report.json`, and the text and tables of `report.html`. */
export interface PretrainingReport {
  readonly name: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** The command that repeats the run. */
  readonly command: string;
  readonly backend: string;
  readonly seed: number;
  readonly contract: {
    readonly specHash: string;
    readonly architecture: string;
    /** Weights of the encoder, without what only pre-training needed. */
    readonly parameters: number;
    readonly windowFrames: number;
    readonly windowSeconds: number;
    /** Values that the encoder makes of a window. */
    readonly embedding: number;
  };
  /** What the network heard of what it had to answer. */
  readonly corruption: string;
  readonly data: {
    readonly corpora: readonly string[];
    readonly train: MaterialSummary;
    readonly valid: MaterialSummary;
    readonly recordings: Readonly<Record<'train' | 'valid', readonly RunRecording[]>>;
  };
  readonly history: readonly PretrainRow[];
  /** The epoch whose weights were kept. */
  readonly bestEpoch: number;
  /** Why training ended. */
  readonly ended: Ending;
  /** Validation loss of always answering the training mean. */
  readonly floorLoss: number;
  /** That learning took, whenever it was stopped; without features and judging. */
  readonly trainingSeconds: number;
}
