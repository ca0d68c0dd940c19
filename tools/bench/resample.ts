/**
 * How fast the resampler is, as multiples of real time on one core, beside a plain loop over typed arrays and (where a Python with
 * SciPy is given) scipy.signal.resample_poly in the same run:
 *
 *     npx tsx --conditions=@earmark/source tools/bench/resample.ts
 *     EARMARK_PYTHON=path/to/python npx tsx --conditions=@earmark/source tools/bench/resample.ts
 */
import { createResampler, resample } from '@earmark/dsp';
import { noise } from './noise.ts';
import { singleCorePython } from './single-core-python.ts';
import { repetitions, timesRealTime } from './times-real-time.ts';

const seconds = 20;
const hopSeconds = 0.01;

/** Kaiser's estimate for the promise of the resampler: 90 dB between 0.9 and 1 of the lower Nyquist frequency. */
const tapsPerLowSample = 114.3;

/** From 48 to 16 kHz only: a dot product for every output sample, with as many weights as the resampler has. */
function plainLoop(samples: Float32Array): Float32Array {
  const taps = Math.ceil(tapsPerLowSample * 3);
  const weights = Float32Array.from({ length: taps }, (_, k) => Math.sin((Math.PI * (k + 0.5)) / taps));
  const out = new Float32Array(Math.floor((samples.length - taps) / 3));
  for (let m = 0; m < out.length; m++) {
    let sum = 0;
    for (let k = 0; k < taps; k++) sum += weights[k]! * samples[3 * m + k]!;
    out[m] = sum;
  }
  return out;
}

function inHops(samples: Float32Array, from: number, to: number): number {
  const resampler = createResampler(from, to);
  const hop = hopSeconds * from;
  const pieces = Array.from({ length: samples.length / hop }, (_, i) =>
    samples.subarray(i * hop, (i + 1) * hop),
  );
  const out = new Float32Array(Math.ceil(hop * (to / from)) + 1);
  return timesRealTime(seconds, () => {
    for (const piece of pieces) resampler.pushInto(piece, out);
  });
}

const scipyProgram = (from: number, to: number) => `
import math, time
import numpy as np
from scipy import signal
x = np.random.default_rng(0).uniform(-0.5, 0.5, ${seconds * from}).astype(np.float32)
divisor = math.gcd(${from}, ${to})
up, down = ${to} // divisor, ${from} // divisor
taps = math.ceil(${tapsPerLowSample} * max(up, down)) | 1
window = signal.firwin(taps, 0.95 / max(up, down), window=('kaiser', signal.kaiser_beta(90))).astype(np.float32)
times = []
for _ in range(${repetitions + 1}):
    start = time.process_time()
    signal.resample_poly(x, up, down, window=window)
    times.append(time.process_time() - start)
print(${seconds} / min(times[1:]))
`;

const row = (name: string, speed: number, note = '') =>
  console.log(`${name.padEnd(34)} ${Math.round(speed).toString().padStart(6)} x real time${note}`);

const python = process.env['EARMARK_PYTHON'];
if (!python) console.log('scipy.signal.resample_poly is left out: EARMARK_PYTHON names no Python');

for (const [from, to] of [
  [48_000, 16_000],
  [44_100, 16_000],
  [44_100, 48_000],
  [16_000, 48_000],
  [44_100, 44_101],
  [768_000, 16_000],
] as const) {
  const audio = noise(seconds, from);
  const speed = timesRealTime(seconds, () => resample(audio, to));
  row(`${from} to ${to} Hz`, speed);
  const compare = (name: string, other: number) =>
    row(`  ${name}`, other, `; the resampler is ${(speed / other).toFixed(1)} times as fast`);
  if (to === 16_000 && from === 48_000) {
    row('  in hops of 10 ms', inHops(audio.samples, from, to));
    compare(
      'plain loop',
      timesRealTime(seconds, () => plainLoop(audio.samples)),
    );
  }
  if (python) compare('SciPy', singleCorePython(python, 'SciPy', scipyProgram(from, to)));
}
