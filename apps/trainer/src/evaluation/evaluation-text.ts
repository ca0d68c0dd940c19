import { detectionColumns, detectionRows, groupCells, groupColumns } from '../report/detection-table.ts';
import { decimal, duration } from '../report/figures.ts';
import { textTable } from '../text-table.ts';
import type { Evaluation } from './evaluation-data.ts';

/** Recordings that are named as the worst ones. */
const WORST = 5;

/** What an evaluation measured, as text for a terminal. */
export function evaluationText(evaluation: Evaluation): string {
  const { positiveLabel, model, data, calibration, perLabel, groupings, recordings, floors } = evaluation;
  const split = data.split === 'all' ? 'all' : `the ${data.split} split`;
  const worst = recordings
    .filter(({ accuracy }) => accuracy !== null)
    .toSorted((a, b) => a.accuracy! - b.accuracy!)
    .slice(0, WORST)
    .map(({ uri, accuracy, kind }) => [`  ${uri}`, kind, decimal(accuracy)]);
  const labelRows = perLabel.map(({ label, figures }) => [label, ...groupCells(figures)]);
  const tables = [
    ...(perLabel.length > 0 ? [textTable([['label', ...groupColumns], ...labelRows])] : []),
    ...groupings.map(({ column, groups }) =>
      textTable([
        [column, 'recordings', 'length', ...groupColumns],
        ...groups.map(({ value, recordings, seconds, figures }) => [
          ...[value, `${recordings}`, duration(seconds)],
          ...groupCells(figures),
        ]),
      ]),
    ),
  ];
  const calledNote = `called, 95 %: of recordings without ${positiveLabel}, the time called ${positiveLabel} at the threshold that finds 95 % of it in the others\n`;
  const paragraphs = [
    `${positiveLabel} in ${data.recordings} recordings (${duration(data.seconds)}; ${split} of ${data.corpora.join(', ')}), heard by ${model.name}\n`,
    ...(data.heardInTraining
      ? [`${heardNote(data)}: the figures flatter. trainer:split and --split-file choose others\n`]
      : []),
    textTable([
      ['', ...detectionColumns(evaluation, positiveLabel)],
      ...detectionRows(evaluation, positiveLabel),
    ]),
    `${floors.energy ? 'The energy threshold is the best one for these very recordings: a floor that flatters itself.\n' : ''}Calibration error ${decimal(calibration.errorBefore)} before, ${decimal(calibration.errorAfter)} after calibration (${calibration.method}).\n`,
    ...tables,
    ...(tables.length > 0 ? [calledNote] : []),
    `Least accurate recordings:\n${textTable(worst)}`,
  ];
  return `\n${paragraphs.join('\n')}`;
}

/**
 * What of the recordings the model knew before, in words.
 *
 * @example heardNote({ recordings: 33, heardInTraining: 28 }) // '28 of 33 recordings were trained on, or chosen by'
 */
export const heardNote = ({
  recordings,
  heardInTraining = 0,
}: Pick<Evaluation['data'], 'recordings' | 'heardInTraining'>): string =>
  `${heardInTraining} of ${recordings} recordings were trained on, or chosen by`;
