/**
 * How fast the spectrogram and the resampler are, as multiples of real time on one core, beside Meyda and (where a Python with
 * librosa is given) librosa in the same run:
 *
 *     npx tsx --conditions=@earmark/source tools/bench/log-mel.ts
 *     EARMARK_PYTHON=path/to/python npx tsx --conditions=@earmark/source tools/bench/log-mel.ts
 */
import { spawnSync } from 'node:child_process';
import { createSpectrogramStream, defaultFeatures, FrameGrid, resample, type Audio } from '@earmark/dsp';
import Meyda from 'meyda';

const repetitions = 7;
const pieceSeconds = 1;

function noise(seconds: number, sampleRate: number): Audio {
  const samples = new Float32Array(seconds * sampleRate);
  for (let i = 0, state = 1; i < samples.length; i++) {
    state = (state * 48271) % 2147483647;
    samples[i] = state / 2147483647 - 0.5;
  }
  return { samples, sampleRate };
}

/** From the processor time of the best of several runs after a first one: other programs can only make a run slower. */
function timesRealTime(seconds: number, run: () => void): number {
  let best = Infinity;
  for (let i = 0; i <= repetitions; i++) {
    const start = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(start);
    if (i > 0) best = Math.min(best, user + system);
  }
  return seconds / (best / 1e6);
}

async function earmark(audio: Audio, seconds: number): Promise<number> {
  const stream = await createSpectrogramStream(defaultFeatures, audio.sampleRate);
  const piece = pieceSeconds * audio.sampleRate;
  const speed = timesRealTime(seconds, () => {
    for (let start = 0; start < audio.samples.length; start += piece)
      stream.push(audio.samples.subarray(start, start + piece));
    stream.flush();
  });
  stream.dispose();
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

function librosa(python: string, seconds: number): number {
  const oneCore = {
    OMP_NUM_THREADS: '1',
    OPENBLAS_NUM_THREADS: '1',
    MKL_NUM_THREADS: '1',
    NUMBA_NUM_THREADS: '1',
  };
  const { status, stdout, stderr } = spawnSync(python, ['-c', librosaProgram(seconds)], {
    encoding: 'utf8',
    env: { ...process.env, ...oneCore },
  });
  if (status !== 0)
    throw new Error(`EARMARK_PYTHON is ${python}: expected a Python with librosa; it said:\n${stderr}`);
  return Number(stdout);
}

const row = (name: string, speed: number, note = '') =>
  console.log(`${name.padEnd(34)} ${Math.round(speed).toString().padStart(6)} x real time${note}`);

const speed = await earmark(noise(300, 16_000), 300);
row('log-mel', speed);
row('log-mel, resampled from 48 kHz', await earmark(noise(60, 48_000), 60));
for (const [from, to] of [
  [48_000, 16_000],
  [44_100, 16_000],
  [16_000, 48_000],
] as const) {
  const audio = noise(20, from);
  row(
    `resample ${from} to ${to} Hz`,
    timesRealTime(20, () => resample(audio, to)),
  );
}
const meydaSpeed = meyda(noise(5, 16_000), 5);
row('Meyda melBands', meydaSpeed, `; log-mel is ${(speed / meydaSpeed).toFixed(1)} times as fast`);
const python = process.env['EARMARK_PYTHON'];
if (python) {
  const librosaSpeed = librosa(python, 300);
  row('librosa, one core', librosaSpeed, `; log-mel is ${(speed / librosaSpeed).toFixed(2)} times as fast`);
} else {
  console.log('librosa                            skipped: EARMARK_PYTHON names no Python');
}
