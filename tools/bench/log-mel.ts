/**
 * How fast the spectrogram is, as multiples of real time on one core, beside itself in Chromium, Meyda and (where a Python with
 * librosa is given) librosa in the same run:
 *
 *     npx tsx --conditions=@earmark/source tools/bench/log-mel.ts
 *     EARMARK_PYTHON=path/to/python npx tsx --conditions=@earmark/source tools/bench/log-mel.ts
 */
import * as dsp from '@earmark/dsp';
import { createSpectrogramStream, defaultFeatures, FrameGrid, type Audio } from '@earmark/dsp';
import { chromium } from '@playwright/test';
import Meyda from 'meyda';
import { bundleForBrowser } from '../browser/bundle-for-browser.ts';
import { findChromium } from '../checks/find-chromium.ts';
import { noise } from './noise.ts';
import { singleCorePython } from './single-core-python.ts';
import { repetitions, timesRealTime } from './times-real-time.ts';

const pieceSeconds = 1;

async function earmark(audio: Audio, seconds: number): Promise<number> {
  const stream = await createSpectrogramStream(defaultFeatures, audio.sampleRate);
  const piece = pieceSeconds * audio.sampleRate;
  const speed = timesRealTime(seconds, () => {
    for (let start = 0; start < audio.samples.length; start += piece)
      stream.push(audio.samples.subarray(start, start + piece));
    stream.flush();
  });
  return speed;
}

function meyda(audio: Audio, seconds: number): number {
  // Meyda's types describe its ES module, Node loads its CommonJS build: the default import is the object itself.
  const { extract, ...settings } = Meyda as unknown as {
    extract(feature: string, signal: Float32Array): unknown;
  };
  const { fftLength, hopLength, sampleRate, bands } = defaultFeatures;
  const analyser = { ...settings, extract, bufferSize: fftLength, sampleRate, melBands: bands };
  const grid = new FrameGrid({ sampleRate, frameLength: fftLength, hopLength });
  const frames = grid.frameCount(audio.samples.length);
  return timesRealTime(seconds, () => {
    for (let t = 0; t < frames; t++) {
      const start = grid.startSample(t);
      analyser.extract('melBands', audio.samples.subarray(start, start + fftLength));
    }
  });
}

/** Times real time by the clock, as a browser tells no processor time. Runs in the page as text, so it is on its own. */
async function byTheClock(
  { createSpectrogramStream }: Pick<typeof dsp, 'createSpectrogramStream'>,
  features: dsp.FeatureSpec,
  repetitions: number,
): Promise<number> {
  const seconds = 100;
  const samples = new Float32Array(seconds * features.sampleRate);
  for (let i = 0; i < samples.length; i++) samples[i] = ((i * 7919) % 1009) / 1009 - 0.5;
  const stream = await createSpectrogramStream(features);
  let best = Infinity;
  for (let i = 0; i <= repetitions; i++) {
    const start = performance.now();
    stream.push(samples);
    stream.flush();
    if (i > 0) best = Math.min(best, performance.now() - start);
  }
  return seconds / (best / 1000);
}

async function inChromium(executablePath: string): Promise<number> {
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    const module = `${await bundleForBrowser('@earmark/dsp')}\nexport const byTheClock = ${byTheClock.toString()};`;
    const pageOf = (url: string) =>
      url.endsWith('.js')
        ? { contentType: 'text/javascript', body: module }
        : { contentType: 'text/html', body: '<!doctype html><title>Benchmark</title>' };
    await page.route('**', (route) => route.fulfill(pageOf(route.request().url())));
    await page.goto('http://benchmark.invalid/');
    return await page.evaluate<number, [string, dsp.FeatureSpec, number]>(
      async ([path, features, repetitions]) => {
        const loaded = (await import(path)) as typeof dsp & { byTheClock: typeof byTheClock };
        return loaded.byTheClock(loaded, features, repetitions);
      },
      ['/dsp.js', defaultFeatures, repetitions],
    );
  } finally {
    await browser.close();
  }
}

const librosaProgram = (seconds: number) => `
import time
import librosa, numpy as np
y = np.random.default_rng(0).uniform(-0.5, 0.5, ${seconds * defaultFeatures.sampleRate}).astype(np.float32)
def run():
    mel = librosa.feature.melspectrogram(y=y, sr=16000, n_fft=512, win_length=400, hop_length=160, center=False, n_mels=64, fmin=50)
    return librosa.power_to_db(mel, ref=1, amin=1e-10, top_db=None)
run()
times = []
for _ in range(${repetitions}):
    start = time.process_time()
    run()
    times.append(time.process_time() - start)
print(${seconds} / min(times))
`;

const row = (name: string, speed: number, note = '') =>
  console.log(`${name.padEnd(34)} ${Math.round(speed).toString().padStart(6)} x real time${note}`);

const speed = await earmark(noise(300, 16_000), 300);
row('log-mel', speed);
row('log-mel, resampled from 48 kHz', await earmark(noise(60, 48_000), 60));
const executablePath = findChromium();
if (executablePath) {
  const node = await byTheClock(dsp, defaultFeatures, repetitions);
  const browser = await inChromium(executablePath);
  row(
    'log-mel in Chromium',
    browser,
    `; ${(browser / node).toFixed(2)} of Node's ${Math.round(node)} by the same clock`,
  );
} else {
  console.log('log-mel in Chromium                skipped: no Chromium was found');
}
const meydaSpeed = meyda(noise(5, 16_000), 5);
row('Meyda melBands', meydaSpeed, `; log-mel is ${(speed / meydaSpeed).toFixed(1)} times as fast`);
const python = process.env['EARMARK_PYTHON'];
if (python) {
  const librosaSpeed = singleCorePython(python, 'librosa', librosaProgram(300));
  row('librosa, one core', librosaSpeed, `; log-mel is ${(speed / librosaSpeed).toFixed(2)} times as fast`);
} else {
  console.log('librosa                            skipped: EARMARK_PYTHON names no Python');
}
