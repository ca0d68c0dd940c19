/**
 * What one hop of 10 ms costs where audio arrives live: the middle and the 99th percentile of a hop's time, the garbage it leaves, and
 * Meyda's mel bands of one frame beside it in the same run:
 *
 *     npx tsx --conditions=@earmark/source tools/bench/real-time-hop.ts
 */
import { PerformanceObserver } from 'node:perf_hooks';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createSpectrogramStream, defaultFeatures } from '@earmark/dsp';
import Meyda from 'meyda';

const hops = 100_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

interface Cost {
  readonly middle: number;
  readonly p99: number;
  /** Bytes of garbage a hop. */
  readonly garbage: number;
  readonly collections: number;
}

async function costOf(hop: () => void): Promise<Cost> {
  const times = new Float64Array(hops);
  const time = () => {
    for (let i = 0; i < hops; i++) {
      const start = performance.now();
      hop();
      times[i] = (performance.now() - start) * 1000;
    }
  };
  time();
  time();
  times.sort();

  for (let i = 0; i < 1000; i++) hop();
  collectGarbage();
  let collections = 0;
  const observer = new PerformanceObserver((list) => (collections += list.getEntries().length));
  observer.observe({ entryTypes: ['gc'] });
  const before = process.memoryUsage().heapUsed;
  for (let i = 0; i < hops; i++) hop();
  const garbage = (process.memoryUsage().heapUsed - before) / hops;
  await new Promise((resolve) => setTimeout(resolve, 50));
  observer.disconnect();
  return { middle: times[hops / 2]!, p99: times[hops * 0.99]!, garbage, collections };
}

async function earmark(inputSampleRate: number): Promise<Cost> {
  const stream = await createSpectrogramStream(defaultFeatures, inputSampleRate);
  const samples = Float32Array.from(
    { length: inputSampleRate / 100 },
    (_, i) => ((i * 7919) % 1009) / 1009 - 0.5,
  );
  const out = new Float32Array(2 * defaultFeatures.bands);
  return costOf(() => void stream.pushInto(samples, out));
}

async function meyda(): Promise<Cost> {
  // Meyda's types describe its ES module, Node loads its CommonJS build: the default import is the object itself.
  const { extract, ...settings } = Meyda as unknown as {
    extract(feature: string, signal: Float32Array): unknown;
  };
  const { fftLength, sampleRate, bands } = defaultFeatures;
  const analyser = { ...settings, extract, bufferSize: fftLength, sampleRate, melBands: bands };
  const samples = Float32Array.from({ length: fftLength }, (_, i) => ((i * 7919) % 1009) / 1009 - 0.5);
  return costOf(() => void analyser.extract('melBands', samples));
}

const row = (name: string, { middle, p99, garbage, collections }: Cost, note = '') =>
  console.log(
    `${name.padEnd(22)} middle ${middle.toFixed(1).padStart(6)} µs  99th percentile ${p99.toFixed(1).padStart(6)} µs  ` +
      `garbage ${garbage.toFixed(1).padStart(7)} bytes a hop, ${collections} collections${note}`,
  );

const live = await earmark(16_000);
row('log-mel, 16 kHz', live);
row('log-mel, from 48 kHz', await earmark(48_000));
const other = await meyda();
row('Meyda melBands', other, `; a hop of log-mel takes 1/${(other.p99 / live.p99).toFixed(0)} of it`);
