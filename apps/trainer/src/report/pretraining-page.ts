import { endingText } from '../training-end.ts';
import { perEpoch } from './charts.ts';
import { figure } from './figure.ts';
import { decimal, duration } from './figures.ts';
import { html, toText, type Html } from './html.ts';
import { htmlPage } from './html-page.ts';
import type { PretrainingReport } from './pretraining-data.ts';
import { folded, row, table } from './table.ts';
import { drawSvg, type Chart } from './vega-svg.ts';

/** Epochs whose pictures are shown openly, of the first and of the last ones. */
const OPEN_PICTURES = 3;

/**
 * Writes a pre-training run as one HTML page: the loss, and for every epoch what the network made of the same few validation examples.
 * The page holds all it needs: nothing is fetched.
 *
 * @param report as in report.json
 * @param pictures of every epoch, as `data:` addresses of PNGs
 * @returns the text of report.html
 * @example await writeAtomically('runs/demo/report.html', await renderPretrainingReport(report, pictures))
 */
export async function renderPretrainingReport(
  report: PretrainingReport,
  pictures: readonly string[],
): Promise<string> {
  const { name, contract, history, bestEpoch, ended, floorLoss, trainingSeconds } = report;
  const isPrediction = contract.architecture === 'lstm';
  return toText(
    htmlPage(
      `${name}: Earmark pre-training`,
      html`<header>
          <h1>${name}</h1>
          <p>
            A network that has learned ${isPrediction ? 'to predict' : 'to rebuild'} spectrograms without
            labels. What it makes of a window, ${contract.embedding} values, is what a readout learns labels
            from.
          </p>
        </header>
        <main>
          <section>
            <h2>Loss</h2>
            <p>
              ${history.length} epochs in ${duration(trainingSeconds)}; the weights of epoch ${bestEpoch}
              (counted from 0) were kept. Their validation loss is
              ${decimal(history[bestEpoch]?.validLoss ?? null, 4)}; that of always answering the training mean
              is ${decimal(floorLoss, 4)}. Training ended as ${endingText(ended)}.
            </p>
            ${await figure(
              drawSvg(lossChart(report)),
              'Loss per epoch.',
              `Mean ${isPrediction ? 'absolute' : 'squared'} error of the normalized values; dotted, that of the training mean.`,
            )}
            ${historyTable(report)}
          </section>
          <section>
            <h2>${isPrediction ? 'Predictions' : 'Reconstructions'}</h2>
            <p>
              The same validation examples in every epoch, each beside what the network made of it:
              ${
                report.corruption === 'none' && !isPrediction
                  ? 'the original, the reconstruction'
                  : `what was heard, ${isPrediction ? 'what came after it, the prediction' : 'the original, the reconstruction'}`
              }.
            </p>
            ${examples(report, pictures)}
          </section>
          <section>
            <h2>Data and set-up</h2>
            ${dataTable(report)} ${runTable(report)}
          </section>
        </main>`,
    ),
  );
}

function lossChart({ history, bestEpoch, floorLoss }: PretrainingReport): Chart {
  return perEpoch(
    history.flatMap(({ epoch, trainLoss, validLoss }) => [
      { epoch, name: 'training', value: trainLoss },
      { epoch, name: 'validation', value: validLoss },
      { epoch, name: 'training mean', value: floorLoss },
    ]),
    { title: 'mean error', bestEpoch, room: 'top' },
  );
}

/** The first and the last epochs and the best one openly, the others folded. */
function examples({ history, bestEpoch }: PretrainingReport, pictures: readonly string[]): Html {
  const shown = history.map(({ epoch, validLoss }, index) => {
    const title = `Epoch ${epoch}${epoch === bestEpoch ? ' (kept)' : ''}.`;
    const drawing = html`<figure>
      <img class="examples" src="${pictures[index]!}" alt="${title} Examples and answers" />
      <figcaption><b>${title}</b> Validation loss ${decimal(validLoss, 4)}.</figcaption>
    </figure>`;
    const isOpen = index < OPEN_PICTURES || index >= history.length - OPEN_PICTURES || epoch === bestEpoch;
    return { drawing, isOpen };
  });
  const drawings = (open: boolean) =>
    shown.filter(({ isOpen }) => isOpen === open).map(({ drawing }) => drawing);
  const rest = drawings(false);
  return html`${drawings(true)} ${rest.length > 0 ? folded(`${rest.length} more epochs`, html`${rest}`) : ''}`;
}

function historyTable({ history, bestEpoch }: PretrainingReport): Html {
  const list = table({
    kind: 'history',
    caption: 'Epochs',
    columns: ['Epoch', 'Training loss', 'Validation loss', 'Learning rate', 'Seconds'],
    rows: history.map(({ epoch, trainLoss, validLoss, learningRate, seconds }) =>
      row(`${epoch}${epoch === bestEpoch ? ' (kept)' : ''}`, [
        decimal(trainLoss, 4),
        decimal(validLoss, 4),
        learningRate.toPrecision(3),
        seconds.toFixed(1),
      ]),
    ),
  });
  return folded('These curves as numbers', list);
}

function dataTable({ data }: PretrainingReport): Html {
  return table({
    kind: 'data',
    caption: `Recordings of ${data.corpora.join(', ')}`,
    columns: ['Split', 'Recordings', 'Length'],
    rows: (['train', 'valid'] as const).map((split) =>
      row(split, [data[split].recordings.toLocaleString('en'), duration(data[split].seconds)]),
    ),
  });
}

function runTable({ command, createdAt, backend, seed, contract, corruption }: PretrainingReport): Html {
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
      row('Embedding', [`${contract.embedding} values`]),
      row('Corruption', [corruption]),
      row('Window', [`${contract.windowFrames} frames, ${contract.windowSeconds.toFixed(3)} s`]),
      row('Feature spec', [contract.specHash]),
    ],
  });
}
