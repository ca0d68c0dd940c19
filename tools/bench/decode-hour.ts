/**
 * CPU time and memory of reading a long recording: writes hours of noise as 16 kHz WAV of 16 bits into a temporary folder and reads
 * it in processes of their own: decoded alone, decoded with features (what a training run does first), and, as the alternative, the
 * whole file read into memory and converted by a DataView in a plain loop. `--recording` reads another recording, of any format.
 *
 *   npx tsx --conditions=@earmark/source tools/bench/decode-hour.ts [--hours 1] [--recording FILE]
 */
import { fork } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { featureFrames, openRecording } from '@earmark/dataset/node';
import { defaultFeatures } from '@earmark/dsp';
import { writeNoise } from './write-noise.ts';

const SAMPLE_RATE = 16_000;
const HEADER_BYTES = 44;

interface Cost {
  readonly seconds: number;
  readonly peakMb: number;
  readonly startMb: number;
}

const WAYS: Readonly<Record<string, (path: string) => Promise<void>>> = {
  async decode(path) {
    for await (const _ of (await openRecording(path)).chunks());
  },
  async 'decode and features'(path) {
    for await (const _ of featureFrames(await openRecording(path), defaultFeatures));
  },
  async 'whole file, DataView loop'(path) {
    const bytes = await readFile(path);
    const view = new DataView(bytes.buffer, bytes.byteOffset + HEADER_BYTES, bytes.length - HEADER_BYTES);
    const samples = new Float32Array(view.byteLength / 2);
    for (let index = 0; index < samples.length; index++)
      samples[index] = view.getInt16(2 * index, true) / 32_768;
  },
};

const { values } = parseArgs({
  options: {
    hours: { type: 'string', default: '1' },
    recording: { type: 'string' },
    way: { type: 'string' },
  },
});
await (values.way ? measure(values.way, values.recording!) : compare());

async function compare(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'earmark-hour-'));
  try {
    const path = values.recording ?? join(folder, 'hours.wav');
    if (!values.recording) await writeNoise(path, Number(values.hours) * 3600, SAMPLE_RATE);
    const { durationSeconds, sampleRate } = await openRecording(path);
    console.log(`${(durationSeconds / 3600).toFixed(2)} h at ${sampleRate} Hz`);
    const costs: Record<string, Cost> = {};
    for (const way of Object.keys(WAYS)) {
      // The alternative knows this one format, and at 10 hours it would need 4 GB.
      if (way.startsWith('whole') && (values.recording || durationSeconds > 3 * 3600)) continue;
      const cost = await inItsOwnProcess(way, path);
      costs[way] = cost;
      const { seconds, peakMb, startMb } = cost;
      const speed = (durationSeconds / seconds).toFixed(0);
      const memory = `${peakMb.toFixed(0)} MB at most (${startMb.toFixed(0)} MB before)`;
      console.log(`${way}: ${seconds.toFixed(2)} s of CPU, ${speed} times real time, ${memory}`);
    }
    const { decode, 'whole file, DataView loop': whole } = costs;
    if (decode && whole) {
      const time = (whole.seconds / decode.seconds).toFixed(2);
      const memory = (whole.peakMb / decode.peakMb).toFixed(2);
      console.log(`whole file / decode: ${time} of the CPU time, ${memory} of the memory`);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function inItsOwnProcess(way: string, path: string): Promise<Cost> {
  const child = fork(process.argv[1]!, ['--way', way, '--recording', path], { execArgv: process.execArgv });
  return new Promise((resolve, reject) => {
    child.once('message', (cost: Cost) => resolve(cost));
    child.once('exit', (code) => reject(new Error(`${way} ended with ${code}`)));
  });
}

async function measure(way: string, path: string): Promise<void> {
  const startMb = process.memoryUsage.rss() / 2 ** 20;
  const before = process.cpuUsage();
  await WAYS[way]!(path);
  const { user, system } = process.cpuUsage(before);
  const cost: Cost = {
    seconds: (user + system) / 1e6,
    peakMb: process.resourceUsage().maxRSS / 1024,
    startMb,
  };
  process.send!(cost, () => process.disconnect());
}
