import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  createScenePool,
  defaultSceneRecipe,
  formatAudacity,
  parseSceneRecipe,
  parseSplit,
  planScene,
  renderScene,
  SceneError,
  type RenderedScene,
  type ScenePlan,
  type SceneRecipe,
  type Split,
  SPLITS,
} from '@earmark/dataset';
import { createPieceReader, DecodeError, encodeFlac, writeAtomically } from '@earmark/dataset/node';
import { Command, InvalidArgumentError } from 'commander';
import { corpusChoice, corpusOptions, type CorpusOptionValues } from './corpus-options.ts';
import { abortOnInterrupt, Interrupted } from './interrupt.ts';
import type { MixCorpora } from './mix-recordings.ts';
import { mixSources } from './mix-sources.ts';
import { wholeNumber } from './option-values.ts';
import { fromWhereTyped } from './paths.ts';
import { showProgress } from './progress.ts';

interface MixOptions extends Omit<MixCorpora, 'choice'>, CorpusOptionValues {
  readonly out: string;
  readonly scenes: number;
  readonly splits: readonly Split[];
  readonly recipe?: string;
  readonly seed: number;
}

/** `mix`: scenes of speech in noise with exact labels, to listen to and to train on. */
export const mixCommand = (): Command => {
  const command = new Command('mix')
    .description(
      'Mix recordings of speech, noise and music into scenes with exact labels: a corpus to train on.',
    )
    .requiredOption('--out <folder>', 'where the scenes go')
    .option('--data <corpora...>', 'manifests or folders that say themselves what is speech, noise or music')
    .option(
      '--speech <corpora...>',
      'manifests or folders of speech; without labels of time it is found by its energy',
    )
    .option('--noise <corpora...>', 'manifests or folders without speech')
    .option('--music <corpora...>', 'manifests or folders of music without singing')
    .option('--scenes <number>', 'of each split', wholeNumber, 20)
    .option('--splits <list>', `separated by commas: ${SPLITS.join(', ')}`, splitList, ['train'])
    .option('--recipe <file>', 'JSON with what differs from the default recipe, see docs/mixtures.md')
    .option('--seed <number>', 'decides everything', wholeNumber, 1);
  // A group is never in two splits of scenes, whatever its corpus says.
  for (const option of corpusOptions())
    if (option.attributeName() !== 'allowLeakage') command.addOption(option);
  return command.action(mix);
};

function splitList(text: string): Split[] {
  return text.split(',').map((name) => {
    const split = parseSplit(name.trim());
    if (!split) throw new InvalidArgumentError(`expected some of ${SPLITS.join(', ')}.`);
    return split;
  });
}

async function mix(options: MixOptions): Promise<void> {
  const recipe = await readRecipe(options.recipe);
  const out = fromWhereTyped(options.out);
  const signal = abortOnInterrupt('stopping after this one');
  const stopIfAsked = () => {
    if (signal.aborted) throw new Interrupted('stopped; the scenes that are done stay, without a manifest');
  };
  const warned = new Set<string>();
  const onWarning = (warning: string) => {
    if (!warned.has(warning)) process.stderr.write(`warning: ${warning}\n`);
    warned.add(warning);
  };
  const { sources, pathOf } = await findSources(options, stopIfAsked, onWarning);
  const pools = options.splits.map((split) => createScenePool(sources, split));
  // A pool that lacks what the recipe asks for is refused here, before anything is written.
  for (const pool of pools) planScene(recipe, pool, options.seed);
  const read = createPieceReader(pathOf, onWarning);
  await rm(join(out, 'manifest.csv'), { force: true });

  const rows: string[] = [];
  let failures = 0;
  const progress = showProgress('mixing', pools.length * options.scenes);
  try {
    for (const [poolIndex, pool] of pools.entries()) {
      for (let index = 0; index < options.scenes; index++) {
        stopIfAsked();
        try {
          const plan = planScene(recipe, pool, options.seed, SPLITS.indexOf(pool.split), index);
          rows.push(await writeScene(out, plan, await renderScene(plan, read)));
        } catch (error) {
          if (!(error instanceof SceneError || error instanceof DecodeError)) throw error;
          failures++;
          process.stderr.write(`error: ${error.message}\n`);
        }
        progress.update(poolIndex * options.scenes + index + 1);
      }
    }
  } finally {
    progress.stop();
  }
  if (rows.length > 0) {
    await writeAtomically(join(out, 'recipe.json'), `${JSON.stringify(recipe, null, 2)}\n`);
    await writeAtomically(join(out, 'manifest.csv'), `${[COLUMNS, ...rows].join('\n')}\n`);
    process.stdout.write(`${join(out, 'manifest.csv')}\n`);
  }
  if (failures > 0)
    throw new Error(`${failures} of ${failures + rows.length} scenes could not be made, see above`);
}

/** The default recipe with what a file changes of it. */
async function readRecipe(file?: string): Promise<SceneRecipe> {
  if (file === undefined) return defaultSceneRecipe;
  try {
    return parseSceneRecipe(JSON.parse(await readFile(fromWhereTyped(file), 'utf8')));
  } catch (cause) {
    throw new Error(`${file}: ${(cause as Error).message}`, { cause });
  }
}

async function findSources(
  { data, speech, noise, music, seed, ...options }: MixOptions,
  stopIfAsked: () => void,
  onWarning: (warning: string) => void,
) {
  const typed = (paths?: readonly string[]) => paths?.map(fromWhereTyped) ?? [];
  const choice = corpusChoice(options);
  const corpora = {
    ...{ data: typed(data), speech: typed(speech), noise: typed(noise), music: typed(music) },
    choice,
  };
  const progress = showProgress('sources', 1);
  try {
    return await mixSources(corpora, seed, {
      onWarning,
      onProgress(done, total) {
        stopIfAsked();
        progress.update(done / total);
      },
    });
  } finally {
    progress.stop();
  }
}

const COLUMNS = 'path,label_path,kind,split,duration_s,speech_s,snr_db';

/** Writes a scene with its label track and its plan, and returns its row of the manifest. No cell holds a comma or a quote. */
async function writeScene(
  out: string,
  plan: ScenePlan,
  { samples, sampleRate, annotation }: RenderedScene,
): Promise<string> {
  const file = `${plan.split}/${plan.name}`;
  await writeAtomically(join(out, `${file}.flac`), await encodeFlac(samples, sampleRate));
  await writeAtomically(join(out, `${file}.txt`), formatAudacity(annotation));
  await writeAtomically(join(out, `${file}.json`), `${JSON.stringify(plan, null, 2)}\n`);
  const speechSeconds = annotation.segments
    .filter(({ label }) => label === 'speech')
    .reduce((sum, { start, end }) => sum + end - start, 0);
  const kind = plan.talkers.length === 0 ? 'noise' : plan.noises.length === 0 ? 'speech' : 'mixed';
  const seconds = [samples.length / sampleRate, speechSeconds].map((value) => value.toFixed(3));
  return [`${file}.flac`, `${file}.txt`, kind, plan.split, ...seconds, plan.snrDb?.toFixed(1) ?? ''].join(
    ',',
  );
}
