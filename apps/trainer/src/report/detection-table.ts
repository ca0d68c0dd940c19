import { COLLARS_SECONDS } from '../evaluation/measured-detection.ts';
import type { DetectionFigures } from '../evaluation/detection-figures.ts';
import type { FigureIntervals } from '../evaluation/figure-intervals.ts';
import type { ClassifierFigures } from '../evaluation/measure-classifier.ts';
import { decimal, percent } from './figures.ts';
import type { Html } from './html.ts';
import type { Figure } from './report-data.ts';
import { row, table } from './table.ts';

/** How one figure is shown: its name, where it stands, how it is written, and which interval it has. */
interface Line {
  readonly name: string;
  readonly of: (figures: DetectionFigures) => Figure;
  readonly write: (figure: Figure) => string;
  readonly interval?: keyof FigureIntervals;
}

const three = (figure: Figure) => decimal(figure);
const one = (figure: Figure) => decimal(figure, 1);
const milliseconds = (figure: Figure) => (figure === null ? '–' : `${Math.round(1000 * figure)} ms`);

const lines = (label: string): readonly Line[] => [
  { name: 'ROC-AUC', of: (f) => f.rocAuc, write: three, interval: 'rocAuc' },
  { name: 'average precision', of: (f) => f.averagePrecision, write: three, interval: 'averagePrecision' },
  { name: 'equal error rate', of: (f) => f.equalErrorRate, write: percent, interval: 'equalErrorRate' },
  {
    name: 'true positive rate at a false positive rate of 0.315',
    of: (f) => f.truePositiveRate,
    write: three,
    interval: 'truePositiveRate',
  },
  { name: 'frame F1', of: (f) => f.f1, write: three, interval: 'f1' },
  { name: 'frame precision', of: (f) => f.precision, write: three },
  { name: 'frame recall', of: (f) => f.recall, write: three },
  ...COLLARS_SECONDS.map((collar, at): Line => ({
    name: collar === 0 ? 'detection error rate' : `detection error rate, collar ${collar} s`,
    of: (f) => f.detectionErrors[at]!.rate,
    write: percent,
    ...(at === 0 ? { interval: 'detectionErrorRate' } : {}),
  })),
  { name: 'missed', of: (f) => f.detectionErrors[0]!.missRate, write: percent },
  { name: 'falsely found', of: (f) => f.detectionErrors[0]!.falseAlarmRate, write: percent },
  { name: 'event F1, collar 0.2 s', of: (f) => f.events.f1, write: three, interval: 'eventF1' },
  { name: 'onset error, median', of: (f) => f.onset?.medianSeconds ?? null, write: milliseconds },
  {
    name: 'onset error, 95th percentile',
    of: (f) => f.onset?.percentile95Seconds ?? null,
    write: milliseconds,
  },
  { name: 'offset error, median', of: (f) => f.offset?.medianSeconds ?? null, write: milliseconds },
  {
    name: 'offset error, 95th percentile',
    of: (f) => f.offset?.percentile95Seconds ?? null,
    write: milliseconds,
  },
  {
    name: 'false alarms an hour',
    of: (f) => f.falseAlarmsPerHour,
    write: one,
    interval: 'falseAlarmsPerHour',
  },
  {
    name: `time called ${label} without any, at 95 % recall`,
    of: (f) => f.falseAlarmTime,
    write: percent,
    interval: 'falseAlarmTime',
  },
];

/** The columns of {@link detectionRows}, after the name of the figure. */
export const detectionColumns = ({ floors }: ClassifierFigures, label: string): string[] => [
  'network',
  '95 %',
  ...(floors.energy ? [`energy ≥ ${floors.energy.thresholdDb.toFixed(1)} dB`] : []),
  `always ${label}`,
];

/**
 * How well a label is found, a row for each figure: its name, the network's, its 95 % interval, and the floors'.
 *
 * @example detectionRows(figures, 'speech')[0] // ['ROC-AUC', '0.974', '0.970 to 0.978', '0.912', '0.500']
 */
export function detectionRows(figures: ClassifierFigures, label: string): string[][] {
  const { network, intervals, floors } = figures;
  return lines(label).map(({ name, of, write, interval }) => {
    const { low, high } = interval ? intervals[interval] : { low: null, high: null };
    return [
      name,
      write(of(network)),
      low === null || high === null ? '' : `${write(low)} to ${write(high)}`,
      ...(floors.energy ? [write(of(floors.energy))] : []),
      write(of(floors.always)),
    ];
  });
}

/** {@link detectionRows} as a table of a page. */
export const detectionTable = (figures: ClassifierFigures, label: string): Html =>
  table({
    kind: 'detection',
    caption: `How well “${label}” is found; the interval is that of the network, by a bootstrap over recordings`,
    columns: ['Figure', ...detectionColumns(figures, label)],
    rows: detectionRows(figures, label).map(([name, ...cells]) => row(name!, cells)),
  });

/** What of a group's figures fits into a row. */
export const groupColumns = [
  'ROC-AUC',
  'equal error',
  'error rate',
  'event F1',
  'alarms/h',
  'called, 95 %',
] as const;

/** The cells of {@link groupColumns}. */
export const groupCells = (figures: DetectionFigures): string[] => [
  decimal(figures.rocAuc),
  percent(figures.equalErrorRate),
  percent(figures.detectionErrors[0]!.rate),
  decimal(figures.events.f1),
  decimal(figures.falseAlarmsPerHour, 1),
  percent(figures.falseAlarmTime),
];
