/**
 * How near scenes come to what was asked of them, and how long they take, over a corpus of real recordings:
 *
 *     npx tsx --conditions=@earmark/source tools/bench/scenes.ts path/to/manifest.csv
 *
 * The manifest has the columns `kind`, with `speech`, `noise` and `music`, and `split`.
 */
import {
  createScenePool,
  defaultSceneRecipe,
  planScene,
  renderScene,
  SceneError,
  type SceneSource,
  snrDb,
} from '@earmark/dataset';
import { createPieceReader, readManifest, sceneSource } from '@earmark/dataset/node';

const scenes = 200;

const manifest = process.argv[2];
if (manifest === undefined) throw new Error('name a manifest of speech, noise and music');
const { recordings } = await readManifest(manifest);
const sources: SceneSource[] = [];
for (const { uri, path, kind, group, split, annotation, isWholeLabel } of recordings) {
  if (!split || !(kind === 'speech' || kind === 'noise' || kind === 'music')) continue;
  sources.push({ ...(await sceneSource({ uri, path, kind, group, annotation, isWholeLabel })), split });
}
const pool = createScenePool(sources, 'train');
const paths = new Map(recordings.map(({ uri, path }) => [uri, path]));
const read = createPieceReader((uri) => paths.get(uri)!);

let [seconds, speechSeconds, furthestDb, refused] = [0, 0, 0, 0];
const startedAt = performance.now();
for (let index = 0; index < scenes; index++) {
  const plan = planScene(defaultSceneRecipe, pool, 1, index);
  try {
    const { speech, noise, sampleRate, annotation } = await renderScene(plan, read);
    const spoken = annotation.segments.filter(({ label }) => label === 'speech');
    seconds += plan.durationSeconds;
    speechSeconds += spoken.reduce((sum, { start, end }) => sum + end - start, 0);
    if (plan.snrDb !== null) {
      const measured = snrDb(speech, noise, spoken, sampleRate);
      furthestDb = Math.max(furthestDb, Math.abs(measured - plan.snrDb));
    }
  } catch (error) {
    if (!(error instanceof SceneError)) throw error;
    refused++;
    console.log(error.message);
  }
}
const took = (performance.now() - startedAt) / 1000;
console.log(`${scenes} scenes, ${refused} refused; ${((100 * speechSeconds) / seconds).toFixed(0)} % speech`);
console.log(`the SNR is off by ${furthestDb.toExponential(1)} dB at most`);
console.log(`${(seconds / took).toFixed(0)} times real time`);
