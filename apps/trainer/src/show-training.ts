import type { EpochRow, FitEvent, Recipe } from '@earmark/models';
import { showEpochs } from './show-epochs.ts';

/** Shows training on labels on the terminal, see `showEpochs`. */
export function showTraining(
  recipe: Recipe,
  where: string,
): { onEvent: (event: FitEvent) => void; stop: () => void } {
  process.stderr.write(`training ${recipe.architecture.name} into ${where}; Ctrl+C stops and saves\n`);
  return showEpochs(
    'training',
    recipe.epochs,
    ({ validLoss, validRocAuc, validF1 }: EpochRow) =>
      `validation loss ${validLoss.toFixed(3)}, ROC-AUC ${validRocAuc.toFixed(4)}, F1 ${validF1.toFixed(3)}`,
  );
}
