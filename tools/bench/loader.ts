/**
 * Whether training waits for its data. Writes recordings of noise into a temporary folder and computes their features in one thread and
 * in several; then measures, in turns, how fast the loader prepares the batches of the default recipe (read from the cache, augmented,
 * normalized) and how fast training takes steps on them, on WASM unless another backend is named. The network's own time is that of a
 * whole step less that of its batch.
 *
 *   npx tsx --conditions=@earmark/source tools/bench/loader.ts [--backend wasm] [--hours 0.5]
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createNormalizationFit, createRandom, framePieces } from '@earmark/dataset';
import { computeFeatures, encodeFlac } from '@earmark/dataset/node';
import { defaultFeatures } from '@earmark/dsp';
import {
  buildNetwork,
  createBatchLoader,
  defaultRecipe,
  fit,
  selectBackend,
  windowSpecOf,
  type BackendName,
  type LabelledFrames,
  type ModelContract,
  type Recipe,
} from '@earmark/models';
import { median } from './median.ts';

const RECORDING_SECONDS = 120;
const STEPS = 40;
const { sampleRate, bands } = defaultFeatures;

const { values } = parseArgs({
  options: { backend: { type: 'string', default: 'wasm' }, hours: { type: 'string', default: '0.5' } },
});
const folder = await mkdtemp(join(tmpdir(), 'earmark-loader-'));
try {
  const { name } = await selectBackend(values.backend as BackendName);
  const recordings = await labelledNoise();
  const masksAndMixup = {
    timeMasks: { count: 2, widest: 20 },
    bandMasks: { count: 2, widest: 8 },
    mixupAlpha: 0.2,
  };
  const { augmentation } = defaultRecipe;
  console.log(
    `backend ${name}, batches of ${defaultRecipe.batchSize} spans of ${defaultRecipe.spanFrames} frames`,
  );
  await compare('default recipe', defaultRecipe, recordings);
  const everything = { ...defaultRecipe, augmentation: { ...augmentation, ...masksAndMixup } };
  await compare('and masks and mixup', { ...everything, balance: 'labels' }, recordings);
} finally {
  await rm(folder, { recursive: true });
}

/** Noise that is labelled in turns of three seconds. */
async function labelledNoise(): Promise<LabelledFrames[]> {
  const count = Math.max(2, Math.round((Number(values.hours) * 3600) / RECORDING_SECONDS));
  const paths: string[] = [];
  for (let index = 0; index < count; index++) {
    const random = createRandom(index);
    const samples = Float32Array.from(
      { length: RECORDING_SECONDS * sampleRate },
      () => 0.2 * random.unit() - 0.1,
    );
    const path = join(folder, `${index}.flac`);
    await writeFile(path, await encodeFlac(samples, sampleRate));
    paths.push(path);
  }
  const audioSeconds = count * RECORDING_SECONDS;
  for (const workers of [1, availableParallelism()]) {
    const start = performance.now();
    await computeFeatures(join(folder, `cache ${workers}`), paths, defaultFeatures, { workers });
    const seconds = (performance.now() - start) / 1000;
    const speed = (audioSeconds / seconds).toFixed(0);
    console.log(
      `features in ${workers} thread${workers === 1 ? '' : 's'}: ${seconds.toFixed(1)} s, ${speed} times real time`,
    );
  }
  const sources = await computeFeatures(join(folder, 'cache 1'), paths, defaultFeatures);
  return sources.map((source, index) => {
    const targets = Int8Array.from({ length: source.frames }, (_, frame) => Math.floor(frame / 300) % 2);
    return { uri: paths[index]!, source, targets };
  });
}

async function compare(title: string, recipe: Recipe, recordings: readonly LabelledFrames[]): Promise<void> {
  const contract = contractOf(recipe, recordings);
  const shape = { windowFrames: contract.windows.frames, bands, labels: contract.labels.length };
  const network = buildNetwork(recipe.architecture, shape, 1);
  const { steps, read } = createBatchLoader(recordings, contract, recipe, 1)(0);
  const loading: number[] = [];
  const training: number[] = [];
  const enough = new AbortController();
  let from = performance.now();
  await fit(
    { contract, network },
    {
      recipe,
      seed: 1,
      train: recordings,
      valid: recordings.slice(0, 1),
      signal: enough.signal,
      onEvent(event) {
        if (event.kind !== 'step') return;
        training.push(performance.now() - from);
        if (training.length === STEPS) enough.abort();
        // The loader's turn, at the same load of the machine.
        const start = performance.now();
        read(training.length % steps);
        from = performance.now();
        loading.push(from - start);
      },
    },
  );
  // The first steps compile.
  const [batch, step] = [median(loading.slice(5)), median(training.slice(5))];
  const consumed = step - batch;
  console.log(
    `${title}: the loader prepares ${(1000 / batch).toFixed(0)} batches/s (${batch.toFixed(1)} ms each), ` +
      `the network consumes ${(1000 / consumed).toFixed(1)} batches/s (${consumed.toFixed(0)} ms each): ` +
      `${(consumed / batch).toFixed(1)} times faster (3 wanted)`,
  );
  network.dispose();
}

function contractOf(recipe: Recipe, recordings: readonly LabelledFrames[]): ModelContract {
  const normalization = createNormalizationFit(bands);
  for (const { source } of recordings) for (const piece of framePieces(source)) normalization.add(piece);
  return {
    version: 1,
    features: defaultFeatures,
    windows: windowSpecOf(recipe.architecture, recipe.windowFrames),
    normalization: normalization.result(),
    architecture: recipe.architecture,
    labels: ['noise', 'speech'],
    output: 'window',
    decision: { background: 'noise', onset: 0.5, offset: 0.4, minSegmentSeconds: 0.1, minGapSeconds: 0.2 },
    calibration: { temperature: 1 },
    provenance: { createdAt: '', data: '', seed: 1, backend: '', versions: {}, metrics: {} },
  };
}
