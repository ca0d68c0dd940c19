import { printColours } from '@earmark/dataset';
import type * as vegaLite from 'vega-lite';

/** A Vega-Lite specification of one chart or of several that stand together. */
export type Chart = vegaLite.TopLevelSpec;

/**
 * Colours of a chart, as CSS variables of the page (so that one drawing serves a light and a dark page), each with the value that
 * holds where the SVG is taken out of the page.
 */
export const ink = 'var(--ink, #1a1a1a)';
export const faint = 'var(--faint, #767676)';
const [green, orange, blue, ...others] = printColours.series;
export const series: readonly string[] = [blue!, orange!, green!, ...others].map(
  (colour, i) => `var(--series-${i + 1}, ${colour})`,
);

/** Dash patterns that go with the series: colour never tells alone. */
export const dashes = [[], [7, 3], [2, 3], [9, 3, 2, 3], [12, 4], [4, 2]];

const theme: vegaLite.Config = {
  background: 'transparent',
  font: 'system-ui, sans-serif',
  // The page names each drawing as a whole.
  aria: false,
  view: { stroke: null },
  axis: {
    labelColor: ink,
    titleColor: ink,
    titleFontWeight: 'normal',
    titleFontSize: 12,
    labelFontSize: 11,
    domainColor: faint,
    tickColor: faint,
    gridColor: 'var(--grid, #e4e4e4)',
    labelFlush: false,
  },
  legend: {
    labelColor: ink,
    titleColor: ink,
    labelFontSize: 12,
    symbolSize: 200,
    symbolStrokeWidth: 2,
    orient: 'top',
    title: null,
    labelLimit: 300,
  },
  title: { color: ink, fontSize: 13, fontWeight: 'normal', anchor: 'start' },
  text: { color: ink, fontSize: 11 },
  line: { strokeWidth: 1.8 },
  rule: { color: faint },
};

/** Loaded when something is drawn, which most commands never do: the two take 0.4 s of CPU. One after the other, as they share modules. */
async function loadEngine() {
  const vega = await import('vega');
  const { compile } = await import('vega-lite');
  return { vega, compile };
}
let engine: ReturnType<typeof loadEngine> | undefined;

/**
 * Draws a chart as SVG text, without a browser and without scripts.
 *
 * @throws Error of Vega where the specification is none
 * @example (await drawSvg({ data: { values: [{ a: 1 }] }, mark: 'point', encoding: { x: { field: 'a' } } })).slice(0, 4) // '<svg'
 */
export async function drawSvg(chart: Chart): Promise<string> {
  const { vega, compile } = await (engine ??= loadEngine());
  const { spec } = compile({ ...chart, config: { ...theme, ...chart.config } });
  const view = new vega.View(vega.parse(spec), { renderer: 'none', logLevel: vega.Warn });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}
