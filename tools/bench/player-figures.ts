/**
 * The figures of the player, measured from outside in a Chromium of this machine: opens the built player (`npx nx build player-web`)
 * with recordings of ten minutes, one hour and three hours made of the demo corpus. Prints each figure with what it may be at most.
 *
 *   npx tsx --conditions=@earmark/source tools/bench/player-figures.ts [script paint long square live teach accessible]
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { annotationFormats, createAnnotation } from '@earmark/dataset';
import { median } from './median.ts';
import { violationsOf } from './player/accessibility.ts';
import { figureLine, type Figure } from './player/figure.ts';
import { firstPaint } from './player/first-paint.ts';
import { frameTimes, quantile, type Gesture } from './player/frame-times.ts';
import { initialScriptBytes } from './player/initial-script.ts';
import { labelTurns } from './player/label-turns.ts';
import { liveLatency, noteTurns } from './player/live-latency.ts';
import { writeLongRecording, writeMicrophone } from './player/long-recording.ts';
import {
  FAKE_MICROPHONE,
  openPage,
  openRecordingFile,
  untilHeard,
  type OpenPage,
} from './player/open-page.ts';
import { rendererMegabytes, watchRendererMemory } from './player/renderer-memory.ts';
import { servePlayer } from './player/serve-player.ts';
import { teachTime } from './player/teach-time.ts';
import { visitStates } from './player/visit-states.ts';
import { turnsOf, watchSquare } from './player/watch-square.ts';

const root = path.resolve(import.meta.dirname, '../..');
/** Frames are as fast as they can be, not as the screen is. */
const WITHOUT_SYNC = ['--disable-gpu-vsync', '--disable-frame-rate-limit'];
const FRAMES = 400;
/** Speech and noise take turns in it. */
const OFFERED_RECORDING = 'test/alternating-waves-and-speech.flac';
const SHORT_RECORDING = path.join(root, 'data/demo', OFFERED_RECORDING);
const LIVE_ROUNDS = 3;
const LABELLED_SECONDS = 60;

const measurements: Readonly<Record<string, (url: string, folder: string) => Promise<Figure[]>>> = {
  script: async () => [
    {
      name: 'initial JavaScript, gzip',
      value: (await initialScriptBytes(path.join(root, 'apps/player-web/dist'))) / 1000,
      unit: 'kB',
      target: 150,
    },
  ],

  async paint(url, folder) {
    const hour = path.join(folder, 'hour.wav');
    await writeLongRecording(hour, 3600);
    return inPage(openPage(url), async ({ page }) => [
      {
        name: '1 hour: first paint after it was chosen',
        value: (await firstPaint(page, hour)) / 1000,
        unit: 's',
        target: 3,
      },
    ]);
  },

  async long(url, folder) {
    const hours = path.join(folder, 'three-hours.wav');
    await writeLongRecording(hours, 3 * 3600);
    return inPage(openPage(url, WITHOUT_SYNC), async ({ browser, page }) => {
      const memory = watchRendererMemory(browser);
      await openRecordingFile(page, hours);
      await untilHeard(page);
      const figures: Figure[] = [];
      for (const gesture of ['zoom', 'pan'] satisfies Gesture[]) {
        const times = await frameTimes(page, gesture, FRAMES);
        figures.push(
          { name: `3 hours: ${gesture}, frame, median`, value: median(times), unit: 'ms', target: 16 },
          {
            name: `3 hours: ${gesture}, frame, 95th percentile`,
            value: quantile(times, 0.95),
            unit: 'ms',
            target: 33,
          },
        );
      }
      const held = await rendererMegabytes(browser);
      return [
        ...figures,
        { name: '3 hours: memory, once heard', value: held, unit: 'MB', target: 700 },
        { name: '3 hours: memory, at most', value: await memory.stop(), unit: 'MB', target: 700 },
      ];
    });
  },

  async square(url) {
    const expected = await labelTurns(SHORT_RECORDING);
    return inPage(openPage(url), async ({ page }) => {
      await openRecordingFile(page, SHORT_RECORDING);
      await untilHeard(page);
      await watchSquare(page);
      await page.getByRole('button', { name: 'Play' }).click();
      await page.getByRole('button', { name: 'Pause' }).waitFor();
      await page.getByRole('button', { name: 'Play' }).waitFor();
      const lags = (await turnsOf(page)).map(({ label, mediaSeconds = NaN }) =>
        expected
          .filter((turn) => turn.label === label)
          .map(({ seconds }) => 1000 * (mediaSeconds - seconds))
          .reduce((least, lag) => (Math.abs(lag) < Math.abs(least) ? lag : least), Infinity),
      );
      if (lags.length === 0) throw new Error('The square did not turn while the recording played.');
      const name = `square behind the sound, longest of ${lags.length} turns`;
      return [{ name, value: Math.max(...lags.map(Math.abs)), unit: 'ms', target: 50 }];
    });
  },

  async live(url, folder) {
    const microphone = path.join(folder, 'microphone.wav');
    const reference = await writeMicrophone(microphone, OFFERED_RECORDING);
    const fake = [...FAKE_MICROPHONE, `--use-file-for-fake-audio-capture=${microphone}`];
    return inPage(openPage(url, fake, noteTurns), async ({ page }) => {
      const { told, turns } = await liveLatency(page, microphone, reference, LIVE_ROUNDS);
      return [
        { name: 'live: sound to square, as the page shows it', value: told, unit: 'ms', target: 150 },
        {
          name: `live: from a turn in the sound to the square's, median of ${turns.length}`,
          value: median(turns),
          unit: 'ms',
          target: 150,
        },
      ];
    });
  },

  async teach(url, folder) {
    const recording = path.join(folder, 'ten-minutes.wav');
    const labels = path.join(folder, 'minute.json');
    const segments = await writeLongRecording(recording, 600, LABELLED_SECONDS);
    const annotation = createAnnotation({ uri: path.basename(recording), kind: 'reference', segments });
    await writeFile(labels, annotationFormats.json.format([annotation]));
    return inPage(openPage(url), async ({ page }) => {
      await openRecordingFile(page, recording);
      await untilHeard(page);
      return [
        {
          name: `10 minutes: learned from ${LABELLED_SECONDS} s of labels and recoloured`,
          value: (await teachTime(page, labels)) / 1000,
          unit: 's',
          target: 2,
        },
      ];
    });
  },

  async accessible(url) {
    return inPage(openPage(url, FAKE_MICROPHONE), async ({ page }) => {
      let violations = 0;
      await visitStates(page, OFFERED_RECORDING, async (state) => {
        for (const { rule, elements } of await violationsOf(page)) {
          violations++;
          console.log(`${state}: ${rule}\n  ${elements.join('\n  ')}`);
        }
      });
      return [{ name: 'violations that axe-core finds', value: violations, unit: '', target: 0 }];
    });
  },
};

/** Closes the browser, whatever happens. */
async function inPage(
  opening: Promise<OpenPage>,
  measure: (open: OpenPage) => Promise<Figure[]>,
): Promise<Figure[]> {
  const open = await opening;
  try {
    return await measure(open);
  } finally {
    await open.browser.close();
  }
}

const { positionals } = parseArgs({ allowPositionals: true });
const wanted = positionals.length > 0 ? positionals : Object.keys(measurements);
const folder = await mkdtemp(path.join(tmpdir(), 'earmark-figures-'));
const player = await servePlayer();
try {
  for (const name of wanted) {
    const measure = measurements[name];
    if (!measure)
      throw new Error(`There is no figure "${name}": expected ${Object.keys(measurements).join(', ')}.`);
    for (const figure of await measure(player.url, folder)) console.log(figureLine(figure));
  }
} finally {
  player.stop();
  await rm(folder, { recursive: true });
}
