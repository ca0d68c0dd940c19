import * as tf from '@tensorflow/tfjs';
import type { Checkpoint, EpochCosts } from './checkpoint.ts';
import { average, copyWeights, restoreOptimizer, restoreWeights, storeOptimizer } from './network-state.ts';

/** What training tells while it works. */
export type TrainingEvent<Row extends EpochCosts = EpochCosts> =
  | {
      readonly kind: 'step';
      readonly epoch: number;
      readonly step: number;
      readonly steps: number;
      readonly loss: number;
    }
  | { readonly kind: 'epoch'; readonly row: Row; readonly best: boolean };

/** What a recipe says about the optimizer. */
export interface Schedule {
  readonly epochs: number;
  /** Epochs without a better score until it stops. */
  readonly patience: number;
  /** Adam's at the start. */
  readonly learningRate: number;
  /** Decay of the running mean of the weights; 0 keeps the weights as they are. */
  readonly averaging: number;
}

/** What an epoch reached: its mean loss over the validation material at least. */
interface EpochMeasures {
  readonly validLoss: number;
}

/** What is learned, in which order, and how it is told whether it was. */
export interface Lesson<Measures extends EpochMeasures> {
  readonly network: tf.LayersModel;
  /** The loss of any step of an epoch, computed when it is called: a resumed run starts in the middle. */
  readonly batches: (epoch: number) => { readonly steps: number; readonly loss: (step: number) => tf.Scalar };
  /** Measures the network as it is after an epoch. */
  readonly validate: (epoch: number) => Promise<Measures>;
  /** What the epochs are compared by; the highest is best. */
  readonly score: (measured: Measures) => number;
}

export interface OptimizeOptions<Row extends EpochCosts> {
  /** Where an earlier call stopped; the result is then that of a call that never stopped. */
  readonly resumeFrom?: Checkpoint<Row> | undefined;
  /** Stops before the next step; the checkpoint is saved first. */
  readonly signal?: AbortSignal | undefined;
  readonly onEvent?: ((event: TrainingEvent<Row>) => void) | undefined;
  /** Called after every epoch, and when stopped. Where it fails, training ends with its error. */
  readonly saveCheckpoint?: ((checkpoint: Checkpoint<Row>) => Promise<void>) | undefined;
}

/** Why a training ended: all epochs done, none better for too long, stopped, or a loss that is no finite number any more. */
export type Ending = 'epochs' | 'patience' | 'signal' | 'diverged';

export interface OptimizeResult<Row extends EpochCosts> {
  readonly history: readonly Row[];
  /** The epoch whose weights the network now has; -1 where none was finished. */
  readonly bestEpoch: number;
  readonly ended: Ending;
}

/** A training that has diverged before there was an epoch to keep. */
export class DivergenceError extends RangeError {
  override readonly name = 'DivergenceError';
}

/**
 * The loop of every training. However it ends, by an error too, the network is left with the weights of its best epoch.
 *
 * Each epoch takes one Adam step (Kingma and Ba 2015) a batch, measures the running mean of the weights, and keeps it if it is the
 * best so far. It ends after `epochs`, after `patience` epochs without a better score, when stopped, or when a loss is no finite
 * number any more.
 *
 * @returns a row for every epoch, which was the best, and why it ended
 * @throws DivergenceError where the first epoch diverges; RangeError where no epoch has a score; what the lesson or `saveCheckpoint`
 *   throws
 */
export async function optimize<Measures extends EpochMeasures>(
  { network, batches, validate, score }: Lesson<Measures>,
  schedule: Schedule,
  { resumeFrom, signal, onEvent, saveCheckpoint }: OptimizeOptions<EpochCosts & Measures>,
): Promise<OptimizeResult<EpochCosts & Measures>> {
  const optimizer = tf.train.adam(schedule.learningRate);
  let {
    epoch,
    step,
    lossSum,
    history,
    best,
  }: Omit<Checkpoint<EpochCosts & Measures>, 'weights' | 'averaged' | 'optimizer'> = resumeFrom ?? {
    ...{ epoch: 0, step: 0, lossSum: 0, history: [] },
    best: { epoch: -1, score: -Infinity, weights: [] },
  };
  try {
    let averaged = resumeFrom?.averaged ?? copyWeights(network);
    if (resumeFrom) {
      restoreWeights(network, resumeFrom.weights);
      await restoreOptimizer(optimizer, resumeFrom.optimizer);
    }
    const save = async () =>
      saveCheckpoint?.({
        ...{ epoch, step, lossSum, history, best },
        weights: copyWeights(network),
        averaged,
        optimizer: await storeOptimizer(optimizer),
      });

    // Of the epoch before: a run that goes on may have ended already.
    let ended: Ending = epoch - 1 - best.epoch >= schedule.patience ? 'patience' : 'epochs';
    while (ended === 'epochs' && epoch < schedule.epochs) {
      const startedAt = performance.now();
      const { steps, loss: lossOf } = batches(epoch);

      for (; step < steps; step++) {
        if (signal?.aborted) {
          ended = 'signal';
          break;
        }
        optimizer['learningRate'] = cosineDecay(
          schedule.learningRate,
          (epoch + step / steps) / schedule.epochs,
        );
        const loss = tf.tidy(() => optimizer.minimize(() => lossOf(step), true)!.dataSync()[0]!);
        if (!Number.isFinite(loss)) {
          ended = 'diverged';
          break;
        }
        lossSum += loss;
        const decay = averagingDecay(schedule.averaging, optimizer.iterations);
        averaged = average(averaged, copyWeights(network), decay);
        onEvent?.({ kind: 'step', epoch, step, steps, loss });
        // Lets signals, progress and other work of this thread through.
        await new Promise((resolve) => setTimeout(resolve));
      }
      if (ended !== 'epochs') break;

      const trained = copyWeights(network);
      restoreWeights(network, averaged);
      const measured = await validate(epoch);
      restoreWeights(network, trained);
      if (!Number.isFinite(measured.validLoss)) {
        ended = 'diverged';
        break;
      }
      const learningRate = cosineDecay(schedule.learningRate, (epoch + 1) / schedule.epochs);
      const seconds = (performance.now() - startedAt) / 1000;
      const row = { epoch, trainLoss: lossSum / steps, ...measured, learningRate, seconds };
      const isBest = score(measured) > best.score;
      if (isBest) best = { epoch, score: score(measured), weights: averaged };
      history = [...history, row];
      if (epoch - best.epoch >= schedule.patience) ended = 'patience';
      [epoch, step, lossSum] = [epoch + 1, 0, 0];
      onEvent?.({ kind: 'epoch', row, best: isBest });
      await save();
    }

    if (ended === 'signal') await save();
    if (best.epoch < 0 && ended === 'diverged')
      throw new DivergenceError(
        `training diverged before its first epoch was done: lower the learning rate (${schedule.learningRate})`,
      );
    if (best.epoch < 0 && ended !== 'signal')
      throw new RangeError(
        `none of ${history.length} epochs has a score to choose it by: validate on recordings that can be measured`,
      );
    return { history, bestEpoch: best.epoch, ended };
  } finally {
    if (best.epoch >= 0) restoreWeights(network, best.weights);
    optimizer.dispose();
  }
}

/** Shorter memory at the start, when the weights still move far. */
const averagingDecay = (decay: number, steps: number): number => Math.min(decay, (1 + steps) / (10 + steps));

/** From `start` to a twentieth of it along half a cosine (Loshchilov and Hutter 2017, without restarts); `done` in [0, 1]. */
const cosineDecay = (start: number, done: number): number =>
  start * (0.05 + (0.95 * (1 + Math.cos(Math.PI * Math.min(1, done)))) / 2);
