/**
 * Memory and speed of classifying one hour: writes an hour of noise as 16 kHz WAV into a temporary folder, lets an untrained network of
 * the default recipe hear it (its size is that of a trained one), and prints the process's peak memory and CPU time, beside the
 * memory that the hour's samples alone would take.
 *
 *   npx tsx --conditions=@earmark/source tools/bench/classify-hour.ts
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRecording } from '@earmark/dataset/node';
import { defaultFeatures } from '@earmark/dsp';
import { buildNetwork, classify, defaultRecipe, selectBackend, type ModelContract } from '@earmark/models';
import { writeNoise } from './write-noise.ts';

const SECONDS = 3600;
const { sampleRate, bands } = defaultFeatures;

const folder = await mkdtemp(join(tmpdir(), 'earmark-hour-'));
try {
  const path = join(folder, 'hour.wav');
  await writeNoise(path, SECONDS, sampleRate);
  const { name } = await selectBackend();
  const { architecture, windowFrames } = defaultRecipe;
  const contract: ModelContract = {
    version: 1,
    features: defaultFeatures,
    windows: { frames: windowFrames, hop: 1 },
    normalization: { mean: new Array<number>(bands).fill(-50), deviation: new Array<number>(bands).fill(15) },
    architecture,
    labels: ['noise', 'speech'],
    output: 'window',
    decision: { background: 'noise', onset: 0.5, offset: 0.4, minSegmentSeconds: 0.1, minGapSeconds: 0.2 },
    calibration: { temperature: 1 },
    provenance: { createdAt: '', data: '', seed: 1, backend: name, versions: {}, metrics: {} },
  };
  const network = buildNetwork(architecture, { windowFrames, bands, labels: 2 }, 1);

  const before = process.cpuUsage();
  const recording = await openRecording(path);
  const { posteriors } = await classify({ contract, network }, recording.chunks(), recording.sampleRate);
  const { user, system } = process.cpuUsage(before);

  const peakMb = process.resourceUsage().maxRSS / 1024;
  console.log(`one hour, ${posteriors.frames} frames, backend ${name}`);
  console.log(`peak memory of the whole process ${peakMb.toFixed(0)} MB`);
  console.log(`the samples alone as float32 ${((SECONDS * sampleRate * 4) / 2 ** 20).toFixed(0)} MB`);
  console.log(
    `${((user + system) / 1e6).toFixed(1)} s of CPU: ${((SECONDS * 1e6) / (user + system)).toFixed(0)} times real time`,
  );
} finally {
  await rm(folder, { recursive: true });
}
