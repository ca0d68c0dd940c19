import path from 'node:path';
import { createSegment, type Segment } from '@earmark/dataset';
import { openRecording, readManifest, type Recording } from '@earmark/dataset/node';
import { concatenate, resample } from '@earmark/dsp';
import { writeWave } from '../write-wave.ts';

const MANIFEST = path.resolve(import.meta.dirname, '../../../data/demo/manifest.csv');

/**
 * Writes the test recordings of the demo corpus one after the other, again and again, as one WAV file of 16 bits.
 *
 * @returns what is said and heard in its first `labelledSeconds`
 * @example await writeLongRecording('/tmp/hour.wav', 3600, 60)
 */
export async function writeLongRecording(
  file: string,
  seconds: number,
  labelledSeconds = 0,
): Promise<Segment[]> {
  const { recordings } = await readManifest(MANIFEST);
  const turns = recordings.filter(({ split }) => split === 'test');
  const { samples, sampleRate } = await readAll(turns);
  const pcm = Int16Array.from(samples, (sample) => Math.round(32767 * sample));
  await writeWave(file, pcm, seconds, sampleRate);
  return segmentsUntil(turns, labelledSeconds);
}

/** The rate that a fake microphone plays at. */
const MICROPHONE_RATE = 48_000;

/**
 * Writes what a fake microphone plays over and over.
 *
 * @param name of a recording of the demo corpus
 * @returns what is said and heard in it
 */
export async function writeMicrophone(file: string, name: string): Promise<readonly Segment[]> {
  const { recordings } = await readManifest(MANIFEST);
  const recording = recordings.find(({ uri }) => uri === name);
  if (!recording) throw new Error(`${MANIFEST} has no recording ${name}.`);
  const { samples } = resample(await readAll([recording]), MICROPHONE_RATE);
  const pcm = Int16Array.from(samples, (sample) => Math.round(32767 * Math.max(-1, Math.min(1, sample))));
  await writeWave(file, pcm, pcm.length / MICROPHONE_RATE, MICROPHONE_RATE);
  return recording.annotation.segments;
}

async function readAll(recordings: readonly Recording[]) {
  const pieces: Float32Array[] = [];
  let sampleRate = 0;
  for (const recording of recordings) {
    const opened = await openRecording(recording.path);
    sampleRate = opened.sampleRate;
    for await (const piece of opened.chunks()) pieces.push(piece);
  }
  return { samples: concatenate(pieces), sampleRate };
}

function segmentsUntil(recordings: readonly Recording[], endSeconds: number): Segment[] {
  const segments: Segment[] = [];
  let offset = 0;
  for (const { annotation, durationSeconds } of recordings) {
    for (const { start, end, label } of annotation.segments) {
      const to = Math.min(offset + end, endSeconds);
      if (offset + start < to) segments.push(createSegment({ start: offset + start, end: to, label }));
    }
    offset += durationSeconds;
  }
  return segments;
}
