import type { EpochCosts, TrainingEvent } from '@earmark/models';
import { showProgress, type Progress } from './progress.ts';

/**
 * Shows a training on the terminal: a bar over all epochs with the time left, and a line for every epoch that is done.
 *
 * @param title in front of the bar, such as `training`
 * @param figures of an epoch, in words
 */
export function showEpochs<Row extends EpochCosts>(
  title: string,
  epochs: number,
  figures: (row: Row) => string,
): { onEvent: (event: TrainingEvent<Row>) => void; stop: () => void } {
  let progress: Progress | undefined;
  const stop = () => {
    progress?.stop();
    progress = undefined;
  };
  return {
    stop,
    onEvent(event) {
      if (event.kind === 'step') {
        const { epoch, step, steps, loss } = event;
        progress ??= showProgress(title, epochs * steps);
        progress.update(epoch * steps + step + 1, `| epoch ${epoch + 1}/${epochs} | loss ${loss.toFixed(3)}`);
        return;
      }
      const { epoch, trainLoss, seconds } = event.row;
      stop();
      process.stderr.write(
        `epoch ${String(epoch + 1).padStart(2)}/${epochs}  loss ${trainLoss.toFixed(3)}, ${figures(event.row)}  ${seconds.toFixed(1)} s${event.best ? '  best so far' : ''}\n`,
      );
    },
  };
}
