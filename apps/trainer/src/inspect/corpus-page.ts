import { figure } from '../report/figure.ts';
import { duration, percent } from '../report/figures.ts';
import { html, toText, type Html } from '../report/html.ts';
import { htmlPage } from '../report/html-page.ts';
import { folded, row, table } from '../report/table.ts';
import { drawSvg } from '../report/vega-svg.ts';
import {
  formatsChart,
  labelsChart,
  lengthsChart,
  peaksChart,
  silenceChart,
  splitsChart,
} from './corpus-charts.ts';
import { corpusFindings } from './corpus-findings.ts';
import type { CorpusReport } from './corpus-report.ts';

/** Lines of a finding that are shown openly. */
const OPEN_LINES = 8;

/** Draws a corpus report as one HTML page that holds all it needs. */
export async function corpusPage(report: CorpusReport): Promise<string> {
  const { corpus, layout, recordings, seconds, labels, lengths } = report;
  const clipped = recordings.filter(({ clippedShare }) => clippedShare > 0).length;
  const isEmpty = recordings.length === 0;
  const pictures = isEmpty
    ? []
    : [
        figure(
          drawSvg(splitsChart(report)),
          'Splits.',
          'Time in each split; what is in none is under “none”.',
        ),
        figure(drawSvg(formatsChart(report)), 'Sample rates.', 'As the files are; training resamples.'),
        figure(
          drawSvg(lengthsChart(report)),
          'Lengths.',
          `${duration(lengths!.least)} to ${duration(lengths!.most)}, half of them below ${duration(lengths!.median)}.`,
        ),
        figure(
          drawSvg(peaksChart(report)),
          'Peaks.',
          `${clipped} of ${recordings.length} recordings are clipped: three samples in a row at full scale. Left is -60 dBFS and below.`,
        ),
        figure(drawSvg(silenceChart(report)), 'Silence.', 'Frames of 25 ms below -60 dBFS.'),
        ...(labels.length > 0
          ? [figure(drawSvg(labelsChart(report)), 'Label balance.', 'Time that each label covers.')]
          : []),
      ];
  const findings = corpusFindings(report);
  return toText(
    htmlPage(
      `${corpus}: what it holds`,
      html`<header>
          <h1>${corpus}</h1>
          <p>
            ${recordings.length.toLocaleString('en')} recordings, ${duration(seconds)}, layout “${layout}”,
            ${labels.length} ${labels.length === 1 ? 'label' : 'labels'}.
          </p>
        </header>
        <main>
          <section>
            <h2>Findings</h2>
            ${findings.length > 0 ? findings.map(findingOf) : html`<p>Nothing odd was found.</p>`}
          </section>
          <section>
            <h2>Pictures</h2>
            <div class="pair">${await Promise.all(pictures)}</div>
          </section>
          <section>
            <h2>Splits and labels</h2>
            ${splitsTable(report)}
          </section>
        </main>`,
    ),
  );
}

function findingOf({ title, lines }: { readonly title: string; readonly lines: readonly string[] }): Html {
  const list = (some: readonly string[]) =>
    html`<ul>
      ${some.map((line) => html`<li>${line}</li>`)}
    </ul>`;
  const rest = lines.slice(OPEN_LINES);
  return html`<p><b>${title}</b></p>
    ${lines.length > 0 ? list(lines.slice(0, OPEN_LINES)) : ''}
    ${rest.length > 0 ? folded(`${rest.length} more`, list(rest)) : ''}`;
}

/** A row for each label: corpora have few splits, and may have hundreds of labels. */
function splitsTable({ splits, labels, seconds }: CorpusReport): Html {
  const line = (name: string, ofSplit: (split: (typeof splits)[number]) => number) => {
    const total = splits.reduce((sum, split) => sum + ofSplit(split), 0);
    return row(name, [
      duration(total),
      percent(total / seconds),
      ...splits.map((split) => duration(ofSplit(split))),
    ]);
  };
  const counts = splits.map((split) => split.recordings);
  return table({
    kind: 'corpus',
    caption: 'Time of each label in each split',
    columns: ['', 'All', 'Share', ...splits.map(({ split }) => split)],
    rows: [
      row('recordings', [
        counts.reduce((sum, count) => sum + count, 0).toLocaleString('en'),
        '',
        ...counts.map((count) => count.toLocaleString('en')),
      ]),
      line('length', (split) => split.seconds),
      ...labels.map((label) => line(label, ({ secondsPerLabel }) => secondsPerLabel[label] ?? 0)),
      line('no label', (split) => split.unlabelledSeconds),
    ],
  });
}
