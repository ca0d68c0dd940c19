import type { Evaluation } from '../evaluation/evaluation-data.ts';
import { heardNote } from '../evaluation/evaluation-text.ts';
import { detChart, precisionRecallChart, reliabilityChart, rocChart } from './charts.ts';
import type { ReportCurves } from './curves.ts';
import { detectionTable, groupCells, groupColumns } from './detection-table.ts';
import { figure } from './figure.ts';
import { duration } from './figures.ts';
import { html, toText, type Html } from './html.ts';
import { htmlPage } from './html-page.ts';
import { row, table } from './table.ts';
import { calibrationTable, recordingsTable } from './tables.ts';
import { drawSvg } from './vega-svg.ts';

/**
 * Writes an evaluation as one HTML page that holds all it needs: figures beside the floors, curves, calibration, groups, and every
 * recording, the worst first.
 *
 * @param curves of the same recordings, see `heardCurves`
 * @returns the text of evaluation.html
 */
export async function renderEvaluation(evaluation: Evaluation, curves: ReportCurves): Promise<string> {
  const { model, data, positiveLabel, calibration, recordings } = evaluation;
  const split = data.split === 'all' ? 'all recordings' : `the ${data.split} split`;
  const title = `${model.name} on ${data.corpora.join(', ')}`;
  return toText(
    htmlPage(
      `${title}: Earmark evaluation`,
      html`<header>
          <h1>${title}</h1>
          <p>
            How well “${positiveLabel}” is found in ${split}: ${recordings.length} recordings,
            ${duration(data.seconds)}.${data.heardInTraining ? ` ${heardNote(data)}: the figures flatter.` : ''}
          </p>
        </header>
        <main>
          <section>
            <h2>Results</h2>
            <p>
              Frames as the posteriors rank them and as their likeliest label; segments as the model’s
              decision makes them. Collars are whole widths around each boundary. Beside the network stand the
              floors that need none: “${positiveLabel}” at all
              times${
                evaluation.floors.energy
                  ? ', and where the energy reaches a threshold, which is the best one for these very recordings and so flatters itself'
                  : ''
              }.
            </p>
            ${detectionTable(evaluation, positiveLabel)}
          </section>
          ${curves.roc.length > 0 ? await ranking(evaluation, curves) : ''}
          <section>
            <h2>Calibration</h2>
            <div class="pair">
              <div>${calibrationTable(calibration)}</div>
              ${await figure(
                drawSvg(reliabilityChart(curves)),
                'Reliability.',
                'A mark is a bin of confidence, its area the number of frames.',
              )}
            </div>
          </section>
          ${groups(evaluation)}
          <section>
            <h2>Recordings one by one</h2>
            ${recordingsTable(positiveLabel, recordings)}
          </section>
          <section>
            <h2>How it was made</h2>
            ${howItWasMade(evaluation)}
          </section>
        </main>`,
    ),
  );
}

async function ranking(evaluation: Evaluation, curves: ReportCurves): Promise<Html> {
  const { positiveLabel } = evaluation;
  return html`<section>
    <h2>Ranking and decision</h2>
    <div class="pair">
      ${await figure(
        drawSvg(rocChart(evaluation, curves)),
        'ROC curve.',
        `Marks: where each decides; on the dotted line, calling every frame “${positiveLabel}”.`,
      )}
      ${await figure(
        drawSvg(detChart(curves)),
        'Detection error trade-off.',
        'Misses against false alarms, frame by frame, on normal-deviate axes.',
      )}
      ${await figure(
        drawSvg(precisionRecallChart(evaluation, curves)),
        'Precision-recall curve.',
        `Marks: where each decides. Chance is the share of “${positiveLabel}” frames.`,
      )}
    </div>
  </section>`;
}

function groups({ positiveLabel, perLabel, groupings }: Evaluation): Html | string {
  if (perLabel.length + groupings.length === 0) return '';
  return html`<section>
    <h2>Groups</h2>
    <p>
      The last column is about recordings without any “${positiveLabel}”: the share of their time that is
      called it at the threshold that finds 95 % of it in the others. – is undefined.
    </p>
    ${
      perLabel.length > 0
        ? table({
            kind: 'groups',
            caption: 'Each label against the rest',
            columns: ['Label', ...groupColumns],
            rows: perLabel.map(({ label, figures }) => row(label, groupCells(figures))),
          })
        : ''
    }
    ${groupings.map(({ column, groups }) =>
      table({
        kind: 'groups',
        caption: `By ${column}`,
        columns: [column, 'Recordings', 'Length', ...groupColumns],
        rows: groups.map(({ value, recordings, seconds, figures }) =>
          row(value, [`${recordings}`, duration(seconds), ...groupCells(figures)]),
        ),
      }),
    )}
  </section>`;
}

const howItWasMade = ({ command, createdAt, backend, model, data }: Evaluation): Html =>
  table({
    kind: 'run',
    caption: 'Evaluation',
    columns: ['What', 'Value'],
    rows: [
      row('Command', [command]),
      row('Made', [createdAt]),
      row('Backend', [backend]),
      row('Architecture', [`${model.architecture}, ${model.parameters.toLocaleString('en')} weights`]),
      row('Trained on', [model.trainedOn]),
      row('Feature spec', [model.specHash]),
      ...Object.entries(data.secondsPerLabel).map(([label, seconds]) =>
        row(`Labelled ${label}`, [duration(seconds)]),
      ),
    ],
  });
