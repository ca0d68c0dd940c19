import { createHash } from 'node:crypto';
import { join, relative } from 'node:path';
import { createNormalizationFit, framePieces, type Normalization } from '@earmark/dataset';
import { defaultFeatures, specHash } from '@earmark/dsp';
import {
  buildPretrainingNetwork,
  defaultPretrainRecipes,
  deserializePretraining,
  finiteSource,
  pretrain,
  pretrainRecipeSchema,
  serializeCheckpoint,
  windowSpecOf,
  type PretrainRecipe,
  type PretrainRow,
} from '@earmark/models';
import { Command, Option } from 'commander';
import { startBackend } from './backend.ts';
import { openChosenCorpora } from './chosen-corpora.ts';
import { corpusChoice, corpusOptions, type CorpusOptionValues } from './corpus-options.ts';
import { finishPretraining, pretrainingSummary } from './finish-pretraining.ts';
import { abortOnInterrupt, Interrupted } from './interrupt.ts';
import { wholeNumber } from './option-values.ts';
import { fromWhereTyped, workspaceRoot } from './paths.ts';
import { pretrainSettingsSchema, type PretrainSettings } from './pretrain-settings.ts';
import { readRecipeChanges } from './recipe-changes.ts';
import { writeExamplesPicture } from './report/pretraining-picture.ts';
import { assertResumable } from './resume-options.ts';
import { defaultRunName, findUnfinishedRun, newRun, saveCheckpoint, startRun } from './run-folder.ts';
import { showEpochs } from './show-epochs.ts';
import { divergenceWarning } from './training-end.ts';
import { unlabelledSplits, type UnlabelledSplits } from './unlabelled-splits.ts';
import { versions } from './versions.ts';

interface PretrainCommandOptions extends CorpusOptionValues {
  readonly data: readonly string[];
  readonly architecture?: keyof typeof defaultPretrainRecipes;
  readonly recipe?: string;
  readonly epochs?: number;
  readonly seed: number;
  readonly name?: string;
  readonly resume?: boolean;
  readonly runs: string;
  readonly cache: string;
}

/** `pretrain`: from recordings without labels to a run folder with an encoder, history and report. */
export const pretrainCommand = (): Command => {
  const command = new Command('pretrain')
    .description('Train a network without labels; trainer:train --from then needs few of them.')
    .option(
      '--data <corpora...>',
      'folders of recordings, or manifests, whose labels play no part; recordings of the split test are left alone',
      [join(workspaceRoot, 'data/demo/manifest.csv')],
    )
    .addOption(
      new Option(
        '--architecture <name>',
        'what is trained (default: that of the recipe, or autoencoder)',
      ).choices(Object.keys(defaultPretrainRecipes)),
    )
    .option('--recipe <file>', "JSON file with what differs from the architecture's default recipe")
    .option('--epochs <number>', "how long it is trained, instead of the recipe's epochs", wholeNumber)
    .option('--seed <number>', 'decides initial weights, splits, draws and augmentation', wholeNumber, 1)
    .option('--name <name>', "the run's name; by default time and architecture")
    .option('--resume', 'go on with the newest unfinished pre-training, or with that of --name')
    .option('--runs <folder>', 'where run folders lie', join(workspaceRoot, 'runs'))
    .option('--cache <folder>', 'where computed features are kept', join(workspaceRoot, '.cache/features'));
  for (const option of corpusOptions()) command.addOption(option);
  return command.action(pretrainRun);
};

async function pretrainRun(options: PretrainCommandOptions, command: Command): Promise<void> {
  if (options.resume) assertResumable(command);
  const runs = fromWhereTyped(options.runs);
  const resumed = options.resume
    ? await findUnfinishedRun(runs, pretrainSettingsSchema, options.name)
    : undefined;
  const settings = resumed?.settings ?? (await newSettings(options));
  const { recipe, seed, createdAt, data } = settings;
  const { architecture, epochs } = recipe;
  const run =
    resumed?.run ??
    (await newRun(runs, options.name ?? defaultRunName(createdAt, `${architecture.name}-pretraining`)));
  const signal = abortOnInterrupt('stopping after this step');

  const corpus = await openChosenCorpora(data, settings.corpus, {
    allowOverlaps: true,
    onProblem: ({ message }) => void process.stderr.write(`warning: left out: ${message}\n`),
  });
  const cacheFolder = fromWhereTyped(options.cache);
  const { allowLeakage } = settings.corpus;
  const splits = await unlabelledSplits(corpus, defaultFeatures, { cacheFolder, seed, allowLeakage, signal });

  const backend = await startBackend();
  const input = {
    features: defaultFeatures,
    normalization: fitNormalization(splits, defaultFeatures.bands),
    provenance: {
      ...{ createdAt, seed, backend, versions, metrics: {} },
      data: data.map((path) => relative(workspaceRoot, path)).join(', '),
    },
  };
  const key = checkpointKey(settings, splits);
  const resumeFrom = resumed?.checkpoint && deserializePretraining(resumed.checkpoint, key);
  // What can't be built fails here, before there is a folder.
  const windowFrames = windowSpecOf(architecture, recipe.windowFrames).frames;
  buildPretrainingNetwork(recipe, { windowFrames, bands: defaultFeatures.bands }, seed).network.dispose();
  if (!resumed) await startRun(run, settings);
  process.stderr.write(`pre-training ${architecture.name} into ${run.path}; Ctrl+C stops and saves\n`);
  const shown = showEpochs(
    'pre-training',
    epochs,
    ({ validLoss }: PretrainRow) => `validation loss ${validLoss.toFixed(4)}`,
  );
  const result = await pretrain(input, {
    ...{ recipe, seed, train: splits.train, valid: splits.valid, resumeFrom, signal },
    onEvent: shown.onEvent,
    showExamples: (epoch, examples) => writeExamplesPicture(run, epoch, examples, input),
    saveCheckpoint: (checkpoint) => saveCheckpoint(run, serializeCheckpoint(checkpoint, key)),
  }).finally(shown.stop);
  if (result.ended === 'signal')
    throw new Interrupted(
      `stopped and saved; go on with: npx nx run trainer:pretrain -- --resume --name ${run.name}`,
    );
  process.stderr.write(divergenceWarning(result, recipe.learningRate));

  const trainingSeconds = result.history.reduce((sum, { seconds }) => sum + seconds, 0);
  const report = await finishPretraining(run, result, splits, { settings, backend, trainingSeconds });
  process.stdout.write(`${pretrainingSummary(report, run)}\n`);
}

async function newSettings(options: PretrainCommandOptions): Promise<PretrainSettings> {
  const recipe = await chosenRecipe(options);
  // Parsed, so that settings are the same before and after they were written, keys in order.
  return pretrainSettingsSchema.parse({
    createdAt: new Date().toISOString(),
    command: `npx nx run trainer:pretrain -- ${process.argv.slice(3).join(' ')}`.replace(/ -- $/, ''),
    data: options.data.map(fromWhereTyped),
    corpus: corpusChoice(options),
    seed: options.seed,
    recipe: options.epochs ? { ...recipe, epochs: options.epochs } : recipe,
  });
}

async function chosenRecipe({ architecture, recipe: file }: PretrainCommandOptions): Promise<PretrainRecipe> {
  const changes =
    file === undefined ? {} : await readRecipeChanges(pretrainRecipeSchema, fromWhereTyped(file));
  const own = changes.architecture?.name;
  if (architecture && own && own !== architecture)
    throw new Error(`${file} is a recipe for ${own}, and not for ${architecture}: choose one of the two`);
  return { ...defaultPretrainRecipes[architecture ?? own ?? 'autoencoder'], ...changes };
}

/** From the training split only, as in `train`. */
function fitNormalization({ train }: UnlabelledSplits, bands: number): Normalization {
  const normalization = createNormalizationFit(bands);
  for (const { uri, source } of train)
    for (const values of framePieces(finiteSource(uri, source))) normalization.add(values);
  return normalization.result();
}

/** Names everything that a checkpoint's numbers depend on. */
function checkpointKey({ seed, recipe }: PretrainSettings, { train, valid }: UnlabelledSplits): string {
  const hash = createHash('sha256').update(JSON.stringify([seed, recipe, specHash(defaultFeatures)]));
  for (const { contentHash, source } of [...train, ...valid])
    hash.update(JSON.stringify([contentHash, source.frames]));
  return hash.digest('hex');
}
