import type { ModelContract } from '@earmark/models';
import type { Evaluation } from '../evaluation/evaluation-data.ts';
import type { RunReport } from './run-report.ts';
import type { SourceShare } from './source-shares.ts';
import type { TrainingStep } from './training-steps.ts';

/** All that a card is written from. */
export interface CardContent {
  /** The model's, by which people will call it. */
  readonly name: string;
  readonly contract: ModelContract;
  readonly report: RunReport;
  /** Of its files. */
  readonly bytes: { readonly modelJson: number; readonly weights: number };
  readonly steps: readonly TrainingStep[];
  readonly sources: readonly SourceShare[];
  readonly evaluations: readonly Evaluation[];
}
