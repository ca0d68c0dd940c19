import {
  detChart,
  lossChart,
  measureChart,
  precisionRecallChart,
  reliabilityChart,
  rocChart,
} from './charts.ts';
import type { ReportCurves } from './curves.ts';
import { detectionTable } from './detection-table.ts';
import { figure } from './figure.ts';
import { duration } from './figures.ts';
import { html, toText, type Html } from './html.ts';
import { htmlPage } from './html-page.ts';
import type { Report } from './report-data.ts';
import {
  calibrationTable,
  confusionTable,
  dataTable,
  historyTable,
  recordingsTable,
  resultsTable,
  runTable,
} from './tables.ts';
import { endingText } from '../training-end.ts';
import { drawTimeline, type Timeline } from './timeline.ts';
import { drawSvg } from './vega-svg.ts';

/**
 * Writes a training run as one HTML page: figures beside the floors, curves, confusion, calibration, every held-out recording, and
 * some of them as timelines. The page holds all it needs: no script, no style sheet and no picture is fetched.
 *
 * @param report as in report.json; undefined figures may be null or NaN
 * @param curves of the test split, see `reportCurves`
 * @param timelines of held-out recordings, drawn in this order
 * @returns the text of report.html
 * @example await writeAtomically('runs/demo/report.html', await renderReport(report, curves, timelines))
 */
export async function renderReport(
  report: Report,
  curves: ReportCurves,
  timelines: readonly Timeline[],
): Promise<string> {
  const { name, labels, positiveLabel, history, trainingSeconds, test } = report;
  const about =
    labels.length === 2
      ? `“${positiveLabel}” is the positive label`
      : `the measures are means over the labels, the floors are about “${positiveLabel}” against the rest`;
  return toText(
    htmlPage(
      `${name}: Earmark report`,
      html`<header>
          <h1>${name}</h1>
          <p>
            A network that tells ${listed(labels)} apart at every frame, and how well it does on recordings it
            has never heard.
          </p>
        </header>
        <main>
          <section>
            <h2>Results</h2>
            <p>
              Frame by frame on the test split (${test.recordings.length} recordings,
              ${test.frames.toLocaleString('en')} labelled frames); ${about}. A frame is given its likeliest
              label. The floors are what needs no network: calling every frame “${positiveLabel}”, and calling
              a frame “${positiveLabel}” when its energy exceeds a threshold fitted on other splits.
            </p>
            ${resultsTable(report)}
          </section>
          <section>
            <h2>Ranking and decision</h2>
            <div class="pair">
              ${await figure(
                drawSvg(rocChart(test, curves)),
                'ROC curve of the test split.',
                `Marks: where each decides; on the dotted line, calling every frame “${positiveLabel}”.`,
              )}
              ${await figure(
                drawSvg(precisionRecallChart(test, curves)),
                'Precision-recall curve of the test split.',
                `Marks: where each decides. Chance is the share of “${positiveLabel}” frames.`,
              )}
              ${await figure(
                drawSvg(detChart(curves)),
                'Detection error trade-off of the test split.',
                'Misses against false alarms, frame by frame, on normal-deviate axes.',
              )}
            </div>
          </section>
          <section>
            <h2>As segments</h2>
            <p>
              What a user gets: the segments of the network’s decision, whose thresholds and durations were
              tuned on the validation split. Collars are whole widths around each boundary; an event counts as
              found where its onset lies within 0.2 s.
            </p>
            ${detectionTable(test, positiveLabel)}
          </section>
          <section>
            <h2>Confusion and calibration</h2>
            <div class="pair">
              <div>${confusionTable(report)} ${calibrationTable(test.calibration)}</div>
              ${await figure(
                drawSvg(reliabilityChart(curves)),
                'Reliability of the test split.',
                'A mark is a bin of confidence, its area the number of frames.',
              )}
            </div>
          </section>
          <section>
            <h2>Held-out recordings in time</h2>
            <p>
              Reference: the labels of the corpus. Hypothesis: the network’s segments. Colours of the
              spectrogram reach 80 dB below its loudest point.
            </p>
            ${await Promise.all(
              timelines.map((timeline) =>
                figure(
                  drawTimeline(timeline, positiveLabel),
                  `${timeline.uri}.`,
                  `${duration(timeline.durationSeconds)}.`,
                ),
              ),
            )}
          </section>
          <section>
            <h2>Held-out recordings one by one</h2>
            ${recordingsTable(positiveLabel, test.recordings)}
          </section>
          <section>
            <h2>Training</h2>
            ${
              history.length > 0
                ? await epochs(report)
                : html`<p>A readout on a network that stays as it was, in ${duration(trainingSeconds)}.</p>`
            }
          </section>
          <section>
            <h2>Data and set-up</h2>
            ${dataTable(report)} ${runTable(report)}
          </section>
        </main>`,
    ),
  );
}

async function epochs(report: Report): Promise<Html> {
  const { history, bestEpoch, ended, trainingSeconds } = report;
  const kept =
    bestEpoch >= 0
      ? `the weights of epoch ${bestEpoch} (counted from 0) were kept`
      : 'none was better than the readout that training began with, which was kept';
  return html`<p>
      ${history.length} epochs in ${duration(trainingSeconds)};
      ${kept}.${ended ? ` Training ended as ${endingText(ended)}.` : ''}
    </p>
    <div class="pair">
      ${await figure(drawSvg(lossChart(report)), 'Loss per epoch.', 'Mean cross-entropy over the labelled frames.')}
      ${await figure(drawSvg(measureChart(report)), 'Measures per epoch.', 'Over the frames of the validation split.')}
    </div>
    ${historyTable(report)}`;
}

/** “noise”, “speech” and “music” */
function listed(labels: readonly string[]): string {
  return new Intl.ListFormat('en').format(labels.map((label) => `“${label}”`));
}
