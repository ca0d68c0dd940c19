import type { ClassifierFigures } from '../evaluation/measure-classifier.ts';
import type { CalibrationFigures } from '../evaluation/calibration-figures.ts';
import type { Evaluation } from '../evaluation/evaluation-data.ts';
import { detectionColumns, detectionRows, groupCells, groupColumns } from '../report/detection-table.ts';
import { decimal, duration } from '../report/figures.ts';
import type { CardContent } from './card-content.ts';
import { codeBlock, markdownTable } from './markdown.ts';
import { shownCommand } from './shown-path.ts';
import { evaluationTitle } from './evaluation-title.ts';

/** How good a model is: by its run, and by each evaluation. */
export function measuresSection({ report, contract, evaluations }: CardContent): string {
  const { valid, test, positiveLabel } = report;
  const { test: split } = report.data.splits;
  const what = contract.labels.length === 2 ? positiveLabel : 'the mean of all labels';
  const own = `## How good it is

How well ${positiveLabel} is found. Intervals hold 95 % of 1,000 bootstrap samples of whole recordings; what each figure means stands in docs/evaluation.md. In tables by group, the error rate is the detection error rate, and “called, 95 %” the time called ${positiveLabel} where there is none, at the threshold that finds 95 % of it elsewhere.

### Validation split

By these recordings the epoch, the calibration and the decision were chosen, so they flatter. Frame by frame, ${what}:

${markdownTable(
  ['ROC-AUC', 'average precision', 'F1', 'precision', 'recall', 'accuracy'],
  [
    [valid.rocAuc, valid.averagePrecision, valid.f1, valid.precision, valid.recall, valid.accuracy].map(
      (figure) => decimal(figure),
    ),
  ],
)}
### Test split

${split.recordings} recordings (${duration(split.seconds)}) on which nothing was chosen. The energy threshold was fitted on the validation split.

${figuresText(test, positiveLabel)}`;
  return [own, ...evaluations.map(evaluationText)].join('\n');
}

function evaluationText(evaluation: Evaluation): string {
  const { data, positiveLabel, perLabel, groupings, command } = evaluation;
  const { recordings, seconds, collarSeconds } = data;
  const collar =
    collarSeconds > 0 ? ` Frames less than ${collarSeconds} s from a boundary are not measured.` : '';
  const labels = perLabel.map(({ label, figures }) => [label, ...groupCells(figures)]);
  const groups = groupings.map(
    ({ column, groups }) =>
      `\n${markdownTable(
        [column, 'recordings', 'length', ...groupColumns],
        groups.map(({ value, recordings, seconds, figures }) => [
          ...[value, `${recordings}`, duration(seconds)],
          ...groupCells(figures),
        ]),
      )}`,
  );
  return `### ${evaluationTitle(evaluation)}

${recordings} recordings (${duration(seconds)}).${collar} The energy threshold is the best one for these very recordings.

${figuresText(evaluation, positiveLabel)}${labels.length > 0 ? `\n${markdownTable(['label', ...groupColumns], labels)}` : ''}${groups.join('')}
${codeBlock(shownCommand(command))}`;
}

const figuresText = (
  figures: ClassifierFigures & { readonly calibration: CalibrationFigures },
  label: string,
): string =>
  `${markdownTable(['figure', ...detectionColumns(figures, label)], detectionRows(figures, label))}
Calibration error ${decimal(figures.calibration.errorBefore)} before and ${decimal(figures.calibration.errorAfter)} after calibration.
`;
