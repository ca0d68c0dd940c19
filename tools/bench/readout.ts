/**
 * A readout on 60 seconds of labels, embedding included, for every architecture, against training vanilla-conv on the same labels from
 * scratch with its default recipe, of which two epochs are measured. Prints seconds of the processor, and the ratio.
 *
 *   npx tsx --conditions=@earmark/source tools/bench/readout.ts
 */
import { createRandom } from '@earmark/dataset';
import { defaultFeatures } from '@earmark/dsp';
import {
  buildNetwork,
  defaultRecipes,
  embeddingNetwork,
  fit,
  fitReadout,
  readoutExamples,
  selectBackend,
  windowSpecOf,
  type ArchitectureName,
  type LabelledFrames,
  type ModelContract,
} from '@earmark/models';
import { median } from './median.ts';

const SECONDS = 60;
const REPETITIONS = 3;
const EPOCHS = 2;

const { name: backend } = await selectBackend();
const { bands } = defaultFeatures;
const labels = ['noise', 'speech'];

/** Noise that swells and falls every few seconds, as its labels say. */
function recording(seconds: number, seed: number): LabelledFrames {
  const random = createRandom(seed);
  const targets = Int8Array.from({ length: 100 * seconds }, (_, frame) => Math.floor(frame / 150) % 2);
  const values = Float32Array.from(
    { length: targets.length * bands },
    (_, i) => -60 + 10 * random.normal() + 5 * targets[Math.floor(i / bands)]!,
  );
  const read = (start: number, count: number) => values.slice(start * bands, (start + count) * bands);
  return { uri: `${seed}`, targets, source: { frames: targets.length, bands, read } };
}

function classifierOf(name: ArchitectureName) {
  const { architecture, ...recipe } = defaultRecipes[name];
  const windows = windowSpecOf(architecture, 'windowFrames' in recipe ? recipe.windowFrames : undefined);
  const filled = (value: number) => Array.from({ length: bands }, () => value);
  const contract: ModelContract = {
    ...{ version: 1, features: defaultFeatures, windows, architecture, labels, output: 'window' },
    normalization: { mean: filled(-60), deviation: filled(10) },
    decision: { background: 'noise', onset: 0.5, offset: 0.4, minSegmentSeconds: 0.1, minGapSeconds: 0.2 },
    calibration: { temperature: 1 },
    provenance: { createdAt: '', data: '', seed: 1, backend, versions: {}, metrics: {} },
  };
  const network = buildNetwork(architecture, { windowFrames: windows.frames, bands, labels: 2 }, 1);
  return { contract, network };
}

async function processorSeconds(work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const train = [recording(SECONDS, 1)];
const scratch = classifierOf('vanilla-conv');
const recipe = { ...defaultRecipes['vanilla-conv'], epochs: EPOCHS };
const perEpoch =
  (await processorSeconds(() => fit(scratch, { recipe, seed: 1, train, valid: [recording(5, 2)] }))) / EPOCHS;
const training = perEpoch * defaultRecipes['vanilla-conv'].epochs;
console.log(`${SECONDS} s of labels, backend ${backend}`);
console.log(`vanilla-conv from scratch: ${training.toFixed(1)} s`);

for (const name of Object.keys(defaultRecipes) as ArchitectureName[]) {
  const { contract, network } = classifierOf(name);
  const encoder = { contract, network: embeddingNetwork(network) };
  const seconds: number[] = [];
  for (let repetition = 0; repetition <= REPETITIONS; repetition++) {
    const taken = await processorSeconds(async () =>
      fitReadout(await readoutExamples(encoder, train, labels.length), labels),
    );
    if (repetition > 0) seconds.push(taken); // The first warms up.
  }
  const ratio = training / median(seconds);
  const units = encoder.network.outputs[0]!.shape.at(-1)!;
  console.log(
    `readout on ${name} (${units} units, every ${contract.windows.hop} frames): ${median(seconds).toFixed(2)} s, ${ratio.toFixed(0)} times faster`,
  );
}
