import type { BudgetSettings } from '../label-budget/budget-settings.ts';
import type { BudgetSummary } from '../label-budget/budget-summary.ts';
import { figure } from './figure.ts';
import { decimal, duration } from './figures.ts';
import { html, toText } from './html.ts';
import { htmlPage } from './html-page.ts';
import { row, table } from './table.ts';
import { dashes, faint, series, drawSvg, type Chart } from './vega-svg.ts';

/** What a label budget found, and what it is held against. */
export interface BudgetReport {
  readonly title: string;
  readonly command: string;
  readonly settings: BudgetSettings;
  readonly positiveLabel: string;
  readonly test: { readonly recordings: number; readonly seconds: number };
  readonly summaries: readonly BudgetSummary[];
  readonly floors: readonly { readonly name: string; readonly rocAuc: number }[];
}

const budgetName = (seconds: number | null) => (seconds === null ? 'all' : `${seconds} s`);

/**
 * Draws ROC-AUC against labelled seconds, with the 95 % confidence interval of the mean over seeds as a band, and the floors as dotted
 * lines.
 *
 * @example await writeAtomically('label-budget.svg', await drawBudget(report))
 */
export const drawBudget = ({ summaries, floors }: BudgetReport): Promise<string> => {
  const names = [...new Set(summaries.map(({ contender }) => contender))];
  const points = summaries.map(({ contender: name, labelledSeconds, mean, halfWidth }) => ({
    ...{ name, labelledSeconds, mean },
    low: mean - (halfWidth ?? 0),
    high: Math.min(1, mean + (halfWidth ?? 0)),
  }));
  const lowest = Math.min(...points.map(({ low }) => low), ...floors.map(({ rocAuc }) => rocAuc));
  const x = {
    field: 'labelledSeconds',
    type: 'quantitative',
    scale: { type: 'log' },
    axis: { title: 'labelled seconds', grid: false, tickCount: 6 },
  } as const;
  const scale = { domain: [Math.max(0, Math.floor(lowest * 20) / 20), 1] };
  // One legend for all marks: Vega-Lite warns of different ones.
  const legend = { symbolType: 'stroke', columns: 3 } as const;
  const color = {
    field: 'name',
    type: 'nominal',
    scale: { domain: names, range: names.map((_, i) => series[i % series.length]!) },
    legend,
  } as const;
  const strokeDash = {
    field: 'name',
    type: 'nominal',
    scale: { domain: names, range: names.map((_, i) => dashes[i % dashes.length]!) },
    legend,
  } as const;
  const chart: Chart = {
    width: 620,
    height: 380,
    layer: [
      {
        data: { values: [...floors] },
        layer: [
          { mark: { type: 'rule', strokeDash: [1, 3], color: faint } },
          {
            mark: { type: 'text', align: 'left', x: 4, dy: -6, color: faint },
            encoding: { text: { field: 'name' } },
          },
        ],
        encoding: { y: { field: 'rocAuc', type: 'quantitative', scale } },
      },
      {
        data: { values: points },
        layer: [
          {
            mark: { type: 'area', opacity: 0.15 },
            encoding: {
              x,
              y: { field: 'low', type: 'quantitative', scale },
              y2: { field: 'high' },
              color,
            },
          },
          {
            mark: { type: 'line', point: { size: 30, strokeDash: [] } },
            encoding: {
              x,
              y: { field: 'mean', type: 'quantitative', scale, axis: { title: 'ROC-AUC, mean over seeds' } },
              color,
              strokeDash,
            },
          },
        ],
      },
    ],
  };
  return drawSvg(chart);
};

/** Writes the page of a label budget: the drawing, and the same figures as a table. */
export async function renderBudgetPage(report: BudgetReport): Promise<string> {
  const { title, command, positiveLabel, test, summaries, floors } = report;
  const drawing = await figure(
    drawBudget(report),
    'Accuracy against labelled seconds.',
    `Frame ROC-AUC of “${positiveLabel}” on ${test.recordings} test recordings (${duration(test.seconds)}) that no training has heard; bands are 95 % confidence intervals of the mean over seeds.`,
  );
  const cells = ({
    budgetSeconds,
    seeds,
    mean,
    halfWidth,
    lowest,
    highest,
    trainingSeconds,
  }: BudgetSummary) => [
    budgetName(budgetSeconds),
    decimal(mean),
    halfWidth === null ? '–' : `± ${decimal(halfWidth)}`,
    `${decimal(lowest)} to ${decimal(highest)}`,
    `${seeds}`,
    `${trainingSeconds.toFixed(1)} s`,
  ];
  const figures = table({
    kind: 'budget',
    caption: 'Frame ROC-AUC; the interval is that of the mean, the range that of single seeds',
    columns: ['', 'labels', 'mean', '95 %', 'range', 'seeds', 'training'],
    rows: [
      ...summaries.map((summary) => row(summary.contender, cells(summary))),
      ...floors.map(({ name, rocAuc }) => row(`floor: ${name}`, ['–', decimal(rocAuc), '–', '–', '–', '–'])),
    ],
  });
  return toText(
    htmlPage(
      title,
      html`<header>
          <h1>${title}</h1>
          <p>How good a network is after how many seconds of labels.</p>
        </header>
        <main>
          <section>${drawing}${figures}</section>
          <section>
            <h2>How it was made</h2>
            <p><code>${command}</code></p>
            <p>
              Labels are drawn as stretches of a few seconds from all over the training split, the same for
              every network. Networks that start from nothing choose nothing by other labels than those; of
              readouts the penalty is chosen by cross-validation within them.
            </p>
          </section>
        </main>`,
    ),
  );
}
