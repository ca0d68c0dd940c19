import {
  DivergenceError,
  deserializeCheckpoint,
  fit,
  serializeCheckpoint,
  validate,
  type Classifier,
  type Ending,
  type EpochRow,
  type FitResult,
  type Recipe,
} from '@earmark/models';
import { Interrupted } from './interrupt.ts';
import type { LabelledSplits } from './labelled-splits.ts';
import { saveCheckpoint, type RunFolder } from './run-folder.ts';
import { showTraining } from './show-training.ts';
import { divergenceWarning } from './training-end.ts';

/** A trained network, and how it came about. */
export interface TrainedClassifier {
  readonly classifier: Classifier;
  readonly history: readonly EpochRow[];
  /** The epoch whose weights were kept; -1 where none was better than the beginning. */
  readonly bestEpoch: number;
  /** Why the training of all weights ended; null where there was none. */
  readonly ended: Ending | null;
}

/**
 * Trains all weights of a network in a run folder: shows how it goes on, and saves after every epoch and at Ctrl+C.
 *
 * @param begun the network, which is trained in place
 * @param options.key names all that the checkpoint's numbers depend on
 * @param options.checkpoint of the run that goes on
 * @param options.restart makes the network again as it began, where it began with something learned. It is kept if no epoch has a higher
 *   validation ROC-AUC.
 * @throws Interrupted once it was stopped and has saved
 */
export async function trainAllWeights(
  begun: Classifier,
  run: RunFolder,
  { train, valid }: LabelledSplits,
  options: {
    readonly recipe: Recipe;
    readonly seed: number;
    readonly key: string;
    readonly checkpoint: Uint8Array | undefined;
    readonly restart: (() => Promise<Classifier>) | undefined;
    readonly signal: AbortSignal;
  },
): Promise<TrainedClassifier> {
  const { recipe, seed, key, checkpoint, restart, signal } = options;
  const before = restart ? (await validate(begun, valid)).validRocAuc : -Infinity;
  const shown = showTraining(recipe, run.path);
  const { history, bestEpoch, ended }: FitResult = await fit(begun, {
    ...{ recipe, seed, train, valid, signal },
    resumeFrom: checkpoint && deserializeCheckpoint(checkpoint, key),
    onEvent: shown.onEvent,
    saveCheckpoint: (saved) => saveCheckpoint(run, serializeCheckpoint(saved, key)),
  })
    .catch((error: unknown) => {
      if (!(restart && error instanceof DivergenceError)) throw error;
      return { history: [], bestEpoch: -1, ended: 'diverged' as const };
    })
    .finally(shown.stop);
  if (ended === 'signal')
    throw new Interrupted(
      `stopped and saved; go on with: npx nx run trainer:train -- --resume --name ${run.name}`,
    );
  if (bestEpoch >= 0)
    process.stderr.write(divergenceWarning({ ended, history, bestEpoch }, recipe.learningRate));
  const best = history[bestEpoch]?.validRocAuc ?? -Infinity;
  if (!restart || best > before) return { classifier: begun, history, bestEpoch, ended };
  process.stderr.write(
    `the readout alone is kept: validation ROC-AUC ${before.toFixed(4)}, ${bestEpoch >= 0 ? `fine-tuned at best ${best.toFixed(4)}` : `while fine-tuning diverged before its first epoch was done: lower the learning rate (${recipe.learningRate})`}\n`,
  );
  return { classifier: await restart(), history, bestEpoch: -1, ended };
}
