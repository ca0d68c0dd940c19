import type { ReliabilityBin } from '@earmark/models';
import type { Curve, ReportCurves } from './curves.ts';
import type { Figure, Report } from './report-data.ts';
import { dashes, faint, series, type Chart } from './vega-svg.ts';

const halfWidth = 430;
const squareHeight = 330;
const epochHeight = 250;
const shapes = ['circle', 'square', 'triangle-up', 'diamond', 'cross', 'triangle-down'];
const share = { domain: [0, 1], nice: false };

const chance = 'chance';
const perfect = 'perfect';

/** Lines to hold the others against are faint and dotted. */
const isGuide = (name: string) => name === chance || name === perfect;

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

function perEpoch(points: readonly EpochPoint[], { title, bestEpoch, room }: EpochAxes): Chart {
  const names = [...new Set(points.map(({ name }) => name))];
  return {
    width: halfWidth,
    height: epochHeight,
    layer: [
      {
        data: { values: [{ epoch: bestEpoch, text: 'kept' }] },
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
export function rocChart({ labels, positiveLabel, test }: Report, { roc }: ReportCurves): Chart {
  const positives = test.confusion[labels.indexOf(positiveLabel)]!.reduce((sum, frames) => sum + frames, 0);
  const odds = positives / (test.frames - positives);
  const decision = (name: string, { precision, recall }: Decision) => {
    const isKnown = isDefined(precision) && isDefined(recall);
    return { name, x: isKnown ? (recall * odds * (1 - precision)) / precision : null, y: recall };
  };
  return unitSquare({
    titles: ['false positive rate', 'true positive rate'],
    curves: [...roc, { name: chance, x: Float64Array.of(0, 1), y: Float64Array.of(0, 1) }],
    marks: decisions(labels, test).map(([name, figures]) => decision(name, figures)),
  });
}

/** Precision against recall, with the points at which network and floors decide; chance is the share of positive frames. */
export function precisionRecallChart({ labels, test }: Report, { precisionRecall }: ReportCurves): Chart {
  const prevalence = test.floors.always.precision ?? NaN;
  return unitSquare({
    titles: ['recall', 'precision'],
    curves: [
      ...precisionRecall,
      { name: chance, x: Float64Array.of(0, 1), y: Float64Array.of(prevalence, prevalence) },
    ],
    marks: decisions(labels, test).map(([name, { precision, recall }]) => ({
      name,
      x: recall,
      y: precision,
    })),
  });
}

interface Decision {
  readonly precision: Figure;
  readonly recall: Figure;
}

/** Who decides how. With more than two labels the network's figures are means, which lie on no curve. */
function decisions(labels: readonly string[], test: Report['test']): (readonly [string, Decision])[] {
  const { always, energy } = test.floors;
  return [
    ...(labels.length === 2 ? ([['network', test]] as const) : []),
    ['energy floor', energy],
    [chance, always],
  ];
}

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

/** Accuracy over confidence, before and after temperature scaling; a mark's area is its share of the frames. */
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
