import type { Split } from '@earmark/dataset';
import type { Ending, EpochRow, FrameMetrics, LabelMetrics } from '@earmark/models';
import type { CalibrationFigures } from '../evaluation/calibration-figures.ts';
import type { ClassifierFigures } from '../evaluation/measure-classifier.ts';
import type { RunRecording } from '../run-recordings.ts';

/** A figure, or null where it is undefined: the ROC-AUC of a recording with one label, the F1 of a label that never occurs. */
export type Figure = number | null;

type Figures<T> = { readonly [Key in keyof T]: T[Key] extends number ? Figure : T[Key] };

/** The measures of one split, over all its labelled frames. */
export type SplitMetrics = Omit<Figures<FrameMetrics>, 'frames' | 'perLabel'> & {
  readonly frames: number;
  readonly perLabel: readonly Figures<LabelMetrics>[];
};

/** How much of the data a split holds. */
export interface SplitSummary {
  readonly recordings: number;
  readonly seconds: number;
  readonly secondsPerLabel: Readonly<Record<string, number>>;
}

/** What one training run did and reached: the content of `report.json`, and the text and tables of `report.html`. */
export interface Report {
  readonly name: string;
  /** ISO 8601. */
  readonly createdAt: string;
  /** The command that repeats the run. */
  readonly command: string;
  readonly backend: string;
  readonly seed: number;
  readonly labels: readonly string[];
  /** What the measures are about when there are two labels, and what the floors are about always. */
  readonly positiveLabel: string;
  readonly contract: {
    readonly specHash: string;
    readonly architecture: string;
    /** Trainable weights. */
    readonly parameters: number;
    readonly windowFrames: number;
    readonly windowSeconds: number;
  };
  readonly data: {
    readonly manifest: string;
    readonly splits: Readonly<Record<Split, SplitSummary>>;
    readonly recordings: Readonly<Record<Split, readonly RunRecording[]>>;
  };
  readonly history: readonly EpochRow[];
  /** The epoch whose weights were kept; -1 where it was what training began with. */
  readonly bestEpoch: number;
  /** Why training ended; null where only a readout was learned. */
  readonly ended: Ending | null;
  /** That learning took, whenever it was stopped; without features and judging. */
  readonly trainingSeconds: number;
  readonly valid: SplitMetrics;
  /** As its frames are labelled, and how well the positive label is found in it. */
  readonly test: SplitMetrics & ClassifierFigures & { readonly calibration: CalibrationFigures };
}

/**
 * A report as JSON text. Undefined figures, NaN in memory, become null.
 *
 * @example JSON.parse(formatReport(report)).test.rocAuc // 0.97
 */
export function formatReport(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
