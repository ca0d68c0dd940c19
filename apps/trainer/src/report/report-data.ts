import type { Split } from '@earmark/dataset';
import type { EpochRow, Floor, FrameMetrics, LabelMetrics } from '@earmark/models';

/** A figure, or null where it is undefined: the ROC-AUC of a recording with one label, the F1 of a label that never occurs. */
export type Figure = number | null;

type Figures<T> = { readonly [Key in keyof T]: T[Key] extends number ? Figure : T[Key] };

/** The measures of one split, over all its labelled frames. */
export type SplitMetrics = Omit<Figures<FrameMetrics>, 'frames' | 'perLabel'> & {
  readonly frames: number;
  readonly perLabel: readonly Figures<LabelMetrics>[];
};

/** One held-out recording by itself. */
export interface RecordingRow {
  readonly uri: string;
  /** What the manifest calls it, such as `speech`, `noise` or `mixture`. */
  readonly kind: string;
  readonly durationSeconds: number;
  /** Labelled frames. */
  readonly frames: number;
  /** Share of them that have the positive label in the reference. */
  readonly positiveFraction: Figure;
  readonly rocAuc: Figure;
  readonly f1: Figure;
  readonly precision: Figure;
  readonly recall: Figure;
  readonly accuracy: Figure;
}

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
    /** What posteriors were divided by, see `fitTemperature`. */
    readonly temperature: number;
  };
  readonly data: {
    readonly manifest: string;
    readonly splits: Readonly<Record<Split, SplitSummary>>;
  };
  readonly history: readonly EpochRow[];
  /** The epoch whose weights were kept. */
  readonly bestEpoch: number;
  readonly trainingSeconds: number;
  readonly valid: SplitMetrics;
  readonly test: SplitMetrics & {
    readonly floors: {
      readonly always: Figures<Floor>;
      readonly energy: Figures<Floor> & { readonly thresholdDb: number };
    };
    readonly recordings: readonly RecordingRow[];
  };
}

/**
 * A report as JSON text. Undefined figures, NaN in memory, become null.
 *
 * @example JSON.parse(formatReport(report)).test.rocAuc // 0.97
 */
export function formatReport(report: Report): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}
