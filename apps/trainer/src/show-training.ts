import type { FitEvent, Recipe } from '@earmark/models';
import { showProgress, type Progress } from './progress.ts';

/** Shows training on the terminal: a bar over all epochs with the time left, and a line for every epoch that is done. */
export function showTraining(
  recipe: Recipe,
  where: string,
): { onEvent: (event: FitEvent) => void; stop: () => void } {
  let progress: Progress | undefined;
  process.stderr.write(`training ${recipe.architecture.name} into ${where}; Ctrl+C stops and saves\n`);
  const stop = () => {
    progress?.stop();
    progress = undefined;
  };
  return {
    stop,
    onEvent(event) {
      if (event.kind === 'step') {
        const { epoch, step, steps, loss } = event;
        progress ??= showProgress('training', recipe.epochs * steps);
        progress.update(
          epoch * steps + step + 1,
          `| epoch ${epoch + 1}/${recipe.epochs} | loss ${loss.toFixed(3)}`,
        );
        return;
      }
      const { epoch, trainLoss, validLoss, validRocAuc, validF1, seconds } = event.row;
      stop();
      const figures = `loss ${trainLoss.toFixed(3)}, validation loss ${validLoss.toFixed(3)}, ROC-AUC ${validRocAuc.toFixed(4)}, F1 ${validF1.toFixed(3)}`;
      process.stderr.write(
        `epoch ${String(epoch + 1).padStart(2)}/${recipe.epochs}  ${figures}  ${seconds.toFixed(1)} s${event.best ? '  best so far' : ''}\n`,
      );
    },
  };
}
