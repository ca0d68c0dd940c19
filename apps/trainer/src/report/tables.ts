import { SPLITS } from '@earmark/dataset';
import type { CalibrationFigures } from '../evaluation/calibration-figures.ts';
import type { RecordingRow } from '../evaluation/recording-row.ts';
import { decimal, duration, percent } from './figures.ts';
import { html, type Html } from './html.ts';
import type { Figure, Report } from './report-data.ts';
import { folded, row, table } from './table.ts';

/** Recordings that are listed openly; the rest of a long list is folded. */
const openRecordings = 20;

/** Network and floors, measure by measure. */
export function resultsTable({ labels, positiveLabel, test, valid }: Report): Html {
  const { always, energy } = test.floors;
  const perLabel = labels.length === 2 ? [] : test.perLabel;
  return table({
    kind: 'results',
    caption: 'Measures of network and floors',
    columns: ['Classifier', 'ROC-AUC', 'Average precision', 'F1', 'Precision', 'Recall', 'Accuracy'],
    rows: [
      row(`Network${perLabel.length > 0 ? ', mean over labels' : ''}`, measures(test)),
      ...perLabel.map((each) => row(`Network: ${each.label}`, measures(each))),
      ...(energy
        ? [row(`Floor: energy of at least ${energy.thresholdDb.toFixed(1)} dB`, measures(energy))]
        : []),
      row(`Floor: always “${positiveLabel}”`, measures(always)),
      row('Network on the validation split', measures(valid)),
    ],
  });
}

interface Measures {
  readonly rocAuc: Figure;
  readonly averagePrecision: Figure;
  readonly f1: Figure;
  readonly precision: Figure;
  readonly recall: Figure;
  /** One label by itself has none. */
  readonly accuracy?: Figure;
}

function measures({ rocAuc, averagePrecision, f1, precision, recall, accuracy = null }: Measures): string[] {
  return [rocAuc, averagePrecision, f1, precision, recall, accuracy].map((figure) => decimal(figure));
}

/** Frames by label of reference and hypothesis, with the share of the reference's row. */
export function confusionTable({ labels, test }: Report): Html {
  return table({
    kind: 'confusion',
    caption: 'Confusion of the test split, in frames',
    columns: ['', ...labels.map((label) => `heard ${label}`)],
    rows: test.confusion.map((counts, reference) => {
      const frames = counts.reduce((sum, count) => sum + count, 0);
      const cells = counts.map((count) => {
        const share = frames > 0 ? count / frames : 0;
        return html`<td style="--share:${share.toFixed(3)}">
          ${count.toLocaleString('en')}<br /><small>${percent(count / frames)}</small>
        </td>`;
      });
      return html`<tr>
        <th scope="row">is ${labels[reference]!}</th>
        ${cells}
      </tr>`;
    }),
  });
}

/** What calibration changed. */
export const calibrationTable = ({
  method,
  temperature,
  errorBefore,
  errorAfter,
}: CalibrationFigures): Html =>
  table({
    kind: 'calibration',
    caption: 'Expected calibration error',
    columns: ['Posteriors', 'Temperature', 'Error'],
    rows: [
      row('before calibration', ['1.00', decimal(errorBefore)]),
      row(`after calibration${method === 'isotonic' ? ', with isotonic curves' : ''}`, [
        temperature.toFixed(2),
        decimal(errorAfter),
      ]),
    ],
  });

/** Every held-out recording, the one with the least accuracy first. */
export function recordingsTable(positiveLabel: string, recordings: readonly RecordingRow[]): Html {
  const worstFirst = recordings.toSorted((a, b) => (a.accuracy ?? 1) - (b.accuracy ?? 1));
  const list = (caption: string, recordings: readonly RecordingRow[]) =>
    table({
      kind: 'recordings',
      caption,
      columns: [
        'Recording',
        'Kind',
        'Length',
        positiveLabel,
        'Accuracy',
        'ROC-AUC',
        'F1',
        'Precision',
        'Recall',
        'Error rate',
      ],
      rows: recordings.map(({ uri, kind, durationSeconds, positiveFraction, ...figures }) =>
        row(uri, [
          kind,
          duration(durationSeconds),
          percent(positiveFraction),
          ...[figures.accuracy, figures.rocAuc, figures.f1, figures.precision, figures.recall].map((figure) =>
            decimal(figure),
          ),
          decimal(figures.detectionErrorRate),
        ]),
      ),
    });
  const rest = worstFirst.slice(openRecordings);
  const note = `Worst accuracy first; the column “${positiveLabel}” is its share of the frames, the error rate that of the segments; – is undefined, as a label does not occur`;
  return html`${list(note, worstFirst.slice(0, openRecordings))}
  ${rest.length > 0 ? folded(`${rest.length} more recordings`, list('The others', rest)) : ''}`;
}

/** The curves of training as numbers. */
export function historyTable({ history, bestEpoch }: Report): Html {
  const list = table({
    kind: 'history',
    caption: 'Epochs',
    columns: [
      'Epoch',
      'Training loss',
      'Validation loss',
      'Validation ROC-AUC',
      'Validation F1',
      'Learning rate',
      'Seconds',
    ],
    rows: history.map(({ epoch, learningRate, seconds, ...figures }) =>
      row(`${epoch}${epoch === bestEpoch ? ' (kept)' : ''}`, [
        decimal(figures.trainLoss, 4),
        decimal(figures.validLoss, 4),
        decimal(figures.validRocAuc, 4),
        decimal(figures.validF1, 4),
        learningRate.toPrecision(3),
        seconds.toFixed(1),
      ]),
    ),
  });
  return folded('These curves as numbers', list);
}

/** How much of what each split holds. */
export function dataTable({ data, labels }: Report): Html {
  return table({
    kind: 'data',
    caption: `Splits of ${data.manifest}`,
    columns: ['Split', 'Recordings', 'Length', ...labels],
    rows: SPLITS.map((split) => {
      const { recordings, seconds, secondsPerLabel } = data.splits[split];
      return row(split, [
        recordings.toLocaleString('en'),
        duration(seconds),
        ...labels.map((label) => duration(secondsPerLabel[label] ?? 0)),
      ]);
    }),
  });
}

/** What one needs to repeat the run. */
export function runTable({ command, createdAt, backend, seed, contract }: Report): Html {
  return table({
    kind: 'run',
    caption: 'Run',
    columns: ['What', 'Value'],
    rows: [
      row('Command', [command]),
      row('Made', [createdAt]),
      row('Backend', [backend]),
      row('Seed', [`${seed}`]),
      row('Architecture', [`${contract.architecture}, ${contract.parameters.toLocaleString('en')} weights`]),
      row('Window', [`${contract.windowFrames} frames, ${contract.windowSeconds.toFixed(3)} s`]),
      row('Feature spec', [contract.specHash]),
    ],
  });
}
