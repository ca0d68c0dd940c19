import type { Ending } from '@earmark/models';

/** How a training ended: why, and what it kept. */
interface TrainingEnd {
  readonly ended: Ending;
  /** One row for each epoch that was finished. */
  readonly history: readonly unknown[];
  /** The epoch whose weights were kept, counted from 0. */
  readonly bestEpoch: number;
}

/**
 * Says of a training that has diverged in which epoch, which is kept, and what to do, counting epochs from 1 as the terminal does; nothing
 * of one that has ended otherwise.
 *
 * @param learningRate that it began with
 * @example divergenceWarning({ ended: 'diverged', history: [row, row], bestEpoch: 1 }, 0.01)
 * // 'warning: training diverged in epoch 3; the weights of epoch 2 are kept: lower the learning rate (0.01) to train further\n'
 */
export const divergenceWarning = (
  { ended, history, bestEpoch }: TrainingEnd,
  learningRate: number,
): string =>
  ended === 'diverged'
    ? `warning: training diverged in epoch ${history.length + 1}; the weights of epoch ${bestEpoch + 1} are kept: lower the learning rate (${learningRate}) to train further\n`
    : '';

const REASONS: Readonly<Record<Ending, string>> = {
  epochs: 'all epochs were done',
  patience: 'no epoch was better for too long',
  signal: 'it was stopped',
  diverged: 'it diverged in the epoch after: a lower learning rate would train further',
};

/**
 * Why a training ended, for its report.
 *
 * @example endingText('patience') // 'no epoch was better for too long'
 */
export const endingText = (ended: Ending): string => REASONS[ended];
