import type { ReliabilityBin } from '@earmark/models';
import type { Curve, ReportCurves } from './curves.ts';
import type { ClassifierFigures } from '../evaluation/measure-classifier.ts';
import type { Figure, Report } from './report-data.ts';
import { dashes, faint, series, type Chart } from './vega-svg.ts';

const halfWidth = 430;
const squareHeight = 330;
const epochHeight = 250;
const shapes = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down'];
/** Rates that a DET plot names; what lies beyond the first and the last is not drawn. */
const detRates = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8];
const share = { domain: [0, 1], nice: false };

const chance = 'chance';
const perfect = 'perfect';
const equal = 'equal error rate';

/** Lines to hold the others against are faint and dotted. */
const isGuide = (name: string) => [chance, perfect, equal].includes(name);

/** Each name's colour and dash pattern, with the one legend that shows both. */
const styled = (names: readonly string[]) =>
  ({
    color: { ...coloured(names), legend: { symbolType: 'stroke', columns: 4 } },
    strokeDash: {
      field: 'name',
      type: 'nominal',
      scale: {
        domain: [...names],
        range: names.map((name, i) => (isGuide(name) ? [1, 3] : dashes[i % dashes.length]!)),
      },
    },
  }) as const;

/** Each name's colour and shape, for marks beside the lines that the legend is about. */
const marked = (names: readonly string[]) =>
  ({
    color: { ...coloured(names), legend: null },
    shape: { field: 'name', type: 'nominal', scale: { domain: [...names], range: shapes }, legend: null },
  }) as const;

const coloured = (names: readonly string[]) =>
  ({
    field: 'name',
    type: 'nominal',
    scale: {
      domain: [...names],
      range: names.map((name, i) => (isGuide(name) ? faint : series[i % series.length]!)),
    },
  }) as const;

/** Loss per epoch, of the training and of the validation split. */
export function lossChart({ history, bestEpoch }: Report): Chart {
  return perEpoch(
    history.flatMap(({ epoch, trainLoss, validLoss }) => [
      { epoch, name: 'training', value: trainLoss },
      { epoch, name: 'validation', value: validLoss },
    ]),
    { title: 'cross-entropy (nats)', bestEpoch, room: 'top' },
  );
}

/** ROC-AUC and F1 of the validation split, per epoch. */
export function measureChart({ history, bestEpoch }: Report): Chart {
  return perEpoch(
    history.flatMap(({ epoch, validRocAuc, validF1 }) => [
      { epoch, name: 'validation ROC-AUC', value: validRocAuc },
      { epoch, name: 'validation F1', value: validF1 },
    ]),
    { title: 'measure', bestEpoch, room: 'bottom' },
  );
}

interface EpochPoint {
  readonly epoch: number;
  readonly name: string;
  readonly value: Figure;
}

interface EpochAxes {
  readonly title: string;
  readonly bestEpoch: number;
  /** Where the curves leave room for the name of the best epoch. */
  readonly room: 'top' | 'bottom';
}

/** Curves over the epochs, with a mark at the one that was kept. */
export function perEpoch(points: readonly EpochPoint[], { title, bestEpoch, room }: EpochAxes): Chart {
  const names = [...new Set(points.map(({ name }) => name))];
  return {
    width: halfWidth,
    height: epochHeight,
    layer: [
      {
        data: { values: bestEpoch >= 0 ? [{ epoch: bestEpoch, text: 'kept' }] : [] },
        encoding: { x: { field: 'epoch', type: 'quantitative' } },
        layer: [
          { mark: { type: 'rule', strokeDash: [2, 2] } },
          {
            mark: { type: 'text', align: 'left', dx: 4, y: room === 'top' ? 8 : epochHeight - 8 },
            encoding: { text: { field: 'text' } },
          },
        ],
      },
      {
        data: { values: points.filter(({ value }) => isDefined(value)) },
        mark: { type: 'line', point: { size: 22, strokeDash: [] } },
        encoding: {
          x: { field: 'epoch', type: 'quantitative', axis: { title: 'epoch', tickMinStep: 1, grid: false } },
          y: { field: 'value', type: 'quantitative', scale: { zero: false }, axis: { title } },
          ...styled(names),
        },
      },
    ],
  };
}

/** True against false positive rate, with the points at which network and floors decide. */
export function rocChart(figures: DecidedFigures, { roc }: ReportCurves): Chart {
  return unitSquare({
    titles: ['false positive rate', 'true positive rate'],
    curves: [...roc, { name: chance, x: Float64Array.of(0, 1), y: Float64Array.of(0, 1) }],
    marks: decisions(figures).map(([name, { falsePositiveRate: x, recall: y }]) => ({ name, x, y })),
  });
}

/** Precision against recall, with the points at which network and floors decide; chance is the share of positive frames. */
export function precisionRecallChart(figures: DecidedFigures, { precisionRecall }: ReportCurves): Chart {
  const prevalence = figures.floors.always.precision ?? NaN;
  return unitSquare({
    titles: ['recall', 'precision'],
    curves: [
      ...precisionRecall,
      { name: chance, x: Float64Array.of(0, 1), y: Float64Array.of(prevalence, prevalence) },
    ],
    marks: decisions(figures).map(([name, { recall: x, precision: y }]) => ({ name, x, y })),
  });
}

type DecidedFigures = Pick<ClassifierFigures, 'network' | 'floors'>;

/** Who decides how; with more than two labels there is no curve of that name for the network to lie on. */
const decisions = ({ network, floors }: DecidedFigures) =>
  [
    ['network', network],
    ...(floors.energy ? ([['energy floor', floors.energy]] as const) : []),
    [chance, floors.always],
  ] as const;

interface Mark {
  readonly name: string;
  readonly x: Figure;
  readonly y: Figure;
}

function unitSquare({
  titles: [x, y],
  curves,
  marks,
}: {
  readonly titles: readonly [string, string];
  readonly curves: readonly Curve[];
  readonly marks: readonly Mark[];
}): Chart {
  const names = curves.map(({ name }) => name);
  const points = curves.flatMap((curve) =>
    Array.from(curve.x, (value, order) => ({ name: curve.name, order, x: value, y: curve.y[order]! })),
  );
  return {
    width: halfWidth,
    height: squareHeight,
    resolve: { legend: { color: 'independent', strokeDash: 'independent', shape: 'independent' } },
    encoding: {
      x: { field: 'x', type: 'quantitative', scale: share, axis: { title: x } },
      y: { field: 'y', type: 'quantitative', scale: share, axis: { title: y } },
    },
    layer: [
      {
        data: { values: points },
        mark: 'line',
        encoding: { order: { field: 'order', type: 'quantitative' }, ...styled(names) },
      },
      {
        data: {
          values: marks.filter((mark) => names.includes(mark.name) && isDefined(mark.x) && isDefined(mark.y)),
        },
        mark: { type: 'point', filled: true, size: 75, opacity: 1 },
        encoding: marked(names),
      },
    ],
  };
}

/** Misses over false alarms, both on the scale of a normal deviate (where scores of normal distribution make straight lines). */
export function detChart({ det }: ReportCurves): Chart {
  const ends = [detRates[0]!, detRates.at(-1)!] as const;
  const deviate = (rates: readonly number[]) => ({
    expr: `[${rates.map((rate) => `quantileNormal(${rate})`).join()}]`,
  });
  const axis = (title: string) =>
    ({
      type: 'quantitative',
      scale: { domain: deviate(ends), nice: false, zero: false },
      axis: {
        title,
        values: deviate(detRates),
        labelExpr: "format(100 * cumulativeNormal(datum.value), '.2~r') + ' %'",
      },
    }) as const;
  const isShown = (rate: number) => rate >= ends[0] && rate <= ends[1];
  const points = [...det, { name: equal, x: Float64Array.from(ends), y: Float64Array.from(ends) }]
    .flatMap(({ name, x, y }) => Array.from(x, (value, order) => ({ name, order, x: value, y: y[order]! })))
    .filter(({ x, y }) => isShown(x) && isShown(y));
  return {
    width: halfWidth,
    height: squareHeight,
    data: { values: points },
    transform: [
      { calculate: 'quantileNormal(datum.x)', as: 'falseAlarms' },
      { calculate: 'quantileNormal(datum.y)', as: 'misses' },
    ],
    mark: 'line',
    encoding: {
      x: { field: 'falseAlarms', ...axis('false alarm rate') },
      y: { field: 'misses', ...axis('miss rate') },
      order: { field: 'order', type: 'quantitative' },
      ...styled([...det.map(({ name }) => name), equal]),
    },
  };
}

/** Accuracy over confidence, before and after calibration; a mark's area is its share of the frames. */
export function reliabilityChart({ reliability: { before, after } }: ReportCurves): Chart {
  const filled = (name: string, bins: readonly ReliabilityBin[]) =>
    bins
      .filter(({ frames }) => frames > 0)
      .map(({ frames, confidence, accuracy }) => ({ name, x: confidence, y: accuracy, frames }));
  const bins = [...filled('after calibration', after), ...filled('before', before)];
  const least = Math.floor(10 * Math.min(0.5, ...bins.map(({ x, y }) => Math.min(x, y)))) / 10;
  const diagonal = [least, 1].map((value) => ({ name: perfect, x: value, y: value }));
  const names = ['after calibration', 'before', perfect];
  const scale = { domain: [least, 1], nice: false };
  return {
    width: halfWidth,
    height: squareHeight,
    resolve: { legend: { color: 'independent', strokeDash: 'independent', shape: 'independent' } },
    encoding: {
      x: {
        field: 'x',
        type: 'quantitative',
        scale,
        axis: { title: 'confidence (posterior of the chosen label)' },
      },
      y: { field: 'y', type: 'quantitative', scale, axis: { title: 'share of frames that are right' } },
    },
    layer: [
      { data: { values: [...bins, ...diagonal] }, mark: 'line', encoding: styled(names) },
      {
        data: { values: bins },
        mark: { type: 'point', filled: true, opacity: 1 },
        encoding: {
          ...marked(names),
          size: { field: 'frames', type: 'quantitative', scale: { range: [15, 220] }, legend: null },
        },
      },
    ],
  };
}

/** Neither null, as in report.json, nor NaN, as in memory. */
function isDefined(figure: Figure): figure is number {
  return figure !== null && Number.isFinite(figure);
}
