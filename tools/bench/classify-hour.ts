/**
 * What it costs to classify one hour, from the file to segments: writes an hour of noise as 16 kHz WAV of 16 bits into a temporary folder
 * and lets the default model hear it in a process of its own, on WASM. Prints that process's CPU time, with and without its start,
 * its peak memory beside the memory that the hour's samples alone would take, and how many tensors there are before and after.
 *
 *   npx tsx --conditions=@earmark/source tools/bench/classify-hour.ts [--model FOLDER] [--backend wasm]
 */
import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openRecording } from '@earmark/dataset/node';
import { classify, selectBackend, type BackendName } from '@earmark/models';
import { defaultModelFolder, readArtifact } from '@earmark/models/node';
import * as tf from '@tensorflow/tfjs';
import { writeNoise } from './write-noise.ts';

const SECONDS = 3600;
const SAMPLE_RATE = 16_000;

const { values } = parseArgs({
  options: {
    model: { type: 'string', default: defaultModelFolder() },
    backend: { type: 'string', default: 'wasm' },
    recording: { type: 'string' },
  },
});
await (values.recording ? hear(values.recording) : writeAndHear());

/** The noise is written here, so that it costs the other process nothing. */
async function writeAndHear(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'earmark-hour-'));
  try {
    const recording = join(folder, 'hour.wav');
    await writeNoise(recording, SECONDS, SAMPLE_RATE);
    const { model, backend } = values;
    const args = ['--model', model, '--backend', backend, '--recording', recording];
    const child = fork(process.argv[1]!, args, { execArgv: process.execArgv });
    await new Promise((resolve) => child.once('exit', resolve));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function hear(path: string): Promise<void> {
  const { name } = await selectBackend(values.backend as BackendName);
  const classifier = await readArtifact(values.model);
  const tensorsBefore = tf.memory().numTensors;
  const before = process.cpuUsage();
  const recording = await openRecording(path);
  const { posteriors } = await classify(classifier, recording.chunks(), recording.sampleRate);
  const classifying = cpuSeconds(process.cpuUsage(before));
  const whole = cpuSeconds(process.cpuUsage());
  console.log(
    `${classifier.contract.architecture.name}, one hour, ${posteriors.frames} frames, backend ${name}`,
  );
  console.log(
    `${classifying.toFixed(1)} s of CPU: ${(SECONDS / classifying).toFixed(0)} times real time; ${whole.toFixed(1)} s with the start of the process`,
  );
  console.log(`tensors: ${tensorsBefore} before, ${tf.memory().numTensors} after`);
  console.log(`peak memory of the whole process ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`);
  console.log(`the samples alone as float32 ${((SECONDS * SAMPLE_RATE * 4) / 2 ** 20).toFixed(0)} MB`);
}

function cpuSeconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6;
}
