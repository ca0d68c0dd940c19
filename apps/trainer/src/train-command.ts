import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { defaultFeatures, specHash, type FeatureSpec } from '@earmark/dsp';
import { defaultRecipes, type ArchitectureName } from '@earmark/models';
import { Command, Option } from 'commander';
import { startBackend } from './backend.ts';
import { openChosenCorpora } from './chosen-corpora.ts';
import { corpusChoice, corpusOptions, type CorpusOptionValues } from './corpus-options.ts';
import { finishRun, summary } from './finish-run.ts';
import { abortOnInterrupt } from './interrupt.ts';
import { labelledSplits, type LabelledSplits } from './labelled-splits.ts';
import { backgroundOf, classifierFrom, untrainedClassifier } from './new-classifier.ts';
import { seconds, wholeNumber } from './option-values.ts';
import { fromWhereTyped, workspaceRoot } from './paths.ts';
import { changedLabels, openPretrainedStart, type PretrainedStart } from './pretrained-start.ts';
import { assertResumable } from './resume-options.ts';
import { defaultRunName, findUnfinishedRun, newRun, pointLatestTo, startRun } from './run-folder.ts';
import { warnOfHeard } from './run-recordings.ts';
import { hashSplits } from './splits-hash.ts';
import { trainAllWeights } from './train-all-weights.ts';
import { fineTuningRecipe, trainRecipe } from './train-recipe.ts';
import { trainSettingsSchema, type TrainSettings } from './train-settings.ts';

interface TrainOptions extends CorpusOptionValues {
  readonly data: readonly string[];
  readonly runs: string;
  readonly name?: string;
  readonly cache: string;
  readonly from?: string;
  readonly fineTune?: boolean;
  readonly architecture?: ArchitectureName;
  readonly recipe?: string;
  readonly epochs?: number;
  readonly seed: number;
  readonly background?: string;
  readonly priority?: string[];
  readonly collar: number;
  readonly resume?: boolean;
}

/** `train`: from labelled recordings to a run folder with model, history and report. */
export const trainCommand = (): Command => {
  const command = new Command('train')
    .description('Train a network on labelled recordings and measure it on held-out ones.')
    .option('--data <corpus...>', 'manifests or folders of the labelled recordings', [
      join(workspaceRoot, 'data/demo/manifest.csv'),
    ])
    .option('--background <label>', 'label of every moment that no label covers')
    .option('--priority <labels...>', 'all labels in the order in which they win where they overlap')
    .option(
      '--collar <seconds>',
      'frames this near to a boundary of labels are neither learned nor measured',
      seconds,
      0,
    )
    .option(
      '--from <model>',
      'run, folder or name of a trained network: learns a readout on what it hears, within seconds',
    )
    .option('--fine-tune', 'with --from: trains all weights of the network, beginning with the readout')
    .addOption(
      new Option('--architecture <name>', 'what is trained where there is no --from')
        .choices(Object.keys(defaultRecipes))
        .conflicts('from'),
    )
    .option('--recipe <file>', 'JSON file with what differs from the default recipe')
    .option(
      '--epochs <number>',
      "how often training sees every recording, instead of the recipe's",
      wholeNumber,
    )
    .option('--seed <number>', 'decides initial weights, splits, order and augmentation', wholeNumber, 1)
    .option('--name <name>', "the run's name; by default time and architecture")
    .option('--resume', 'go on with the newest unfinished run, or with that of --name')
    .option('--runs <folder>', 'where run folders lie', join(workspaceRoot, 'runs'))
    .option('--cache <folder>', 'where computed features are kept', join(workspaceRoot, '.cache/features'));
  for (const option of corpusOptions()) command.addOption(option);
  return command.action(train);
};

async function train(options: TrainOptions, command: Command): Promise<void> {
  if (options.resume) assertResumable(command);
  const runs = fromWhereTyped(options.runs);
  const resumed = options.resume
    ? await findUnfinishedRun(runs, trainSettingsSchema, options.name)
    : undefined;
  const backend = await startBackend();
  const start = await openStart(resumed?.settings, options);
  const settings = resumed?.settings ?? (await newSettings(options, start));
  const run = resumed?.run ?? (await newRun(runs, options.name ?? runName(settings, start)));
  const signal = abortOnInterrupt('stopping after this step');

  const corpus = await openChosenCorpora(settings.data, settings.corpus, {
    background: settings.background ?? undefined,
    allowOverlaps: settings.priority !== undefined,
  });
  const { labels } = corpus;
  const changed = changedLabels(start?.labels ?? [], labels);
  if (changed) process.stderr.write(`${changed}\n`);
  const features = start?.encoder.contract.features ?? defaultFeatures;
  const splits = await labelledSplits(corpus, features, {
    cacheFolder: fromWhereTyped(options.cache),
    seed: settings.seed,
    allowLeakage: settings.corpus.allowLeakage,
    targets: {
      background: settings.background ?? undefined,
      collarSeconds: settings.collarSeconds,
      priority: settings.priority,
    },
    signal,
  });

  if (start) await warnOfHeard(splits.test, start.model);

  const { recipe } = settings;
  const purpose = { settings, labels, background: backgroundOf(labels, settings.background), backend };
  const startedAt = performance.now();
  const begun = start
    ? await classifierFrom(purpose, start.encoder, splits.train, signal)
    : untrainedClassifier(purpose, splits.train);
  const beginningSeconds = (performance.now() - startedAt) / 1000;
  if (!resumed) await startRun(run, settings);
  const trained = recipe
    ? await trainAllWeights(begun, run, splits, {
        ...{ recipe, signal },
        seed: settings.seed,
        key: checkpointKey(settings, features, splits),
        checkpoint: resumed?.checkpoint,
        restart: start && (() => classifierFrom(purpose, start.encoder, splits.train, signal)),
      })
    : { classifier: begun, history: [], bestEpoch: -1, ended: null };

  const report = await finishRun(run, trained.classifier, splits, {
    settings,
    backend,
    history: trained.history,
    bestEpoch: trained.bestEpoch,
    ended: trained.ended,
    trainingSeconds: trained.history.reduce((sum, { seconds: each }) => sum + each, beginningSeconds),
    signal,
  });
  await pointLatestTo(runs, run);
  process.stdout.write(`${summary(report, run)}\n`);
}

/** The network to start from, of a run that goes on or as a person named it. */
async function openStart(
  resumed: TrainSettings | undefined,
  { from, fineTune, recipe, epochs }: TrainOptions,
): Promise<PretrainedStart | undefined> {
  if (resumed) return resumed.from && openPretrainedStart(resumed.from.model, resumed.from.weightsHash);
  if (fineTune && from === undefined)
    throw new Error('--fine-tune needs a trained network: name it with --from, or leave --fine-tune out');
  if (from !== undefined && !fineTune && (recipe ?? epochs) !== undefined)
    throw new Error(
      '--recipe and --epochs are about training all weights: add --fine-tune, or leave them out, as a readout needs neither',
    );
  return from === undefined ? undefined : openPretrainedStart(from);
}

async function newSettings(
  options: TrainOptions,
  start: PretrainedStart | undefined,
): Promise<TrainSettings> {
  const { architecture, epochs, fineTune } = options;
  const file = options.recipe && fromWhereTyped(options.recipe);
  const readWhole = () =>
    start ? fineTuningRecipe(start.encoder.contract, file) : trainRecipe(architecture, file);
  const recipe = start && !fineTune ? undefined : await readWhole();
  // Parsed, so that settings are the same before and after they were written, keys in order.
  return trainSettingsSchema.parse({
    createdAt: new Date().toISOString(),
    command: `npx nx run trainer:train -- ${process.argv.slice(3).join(' ')}`.replace(/ -- $/, ''),
    data: options.data.map(fromWhereTyped),
    corpus: corpusChoice(options),
    background: options.background ?? null,
    ...(options.priority ? { priority: options.priority } : {}),
    collarSeconds: options.collar,
    seed: options.seed,
    ...(start ? { from: { model: start.model, weightsHash: start.weightsHash } } : {}),
    ...(recipe ? { recipe: epochs ? { ...recipe, epochs } : recipe } : {}),
  });
}

function runName({ createdAt, recipe }: TrainSettings, start: PretrainedStart | undefined): string {
  const { name } = start?.encoder.contract.architecture ?? recipe!.architecture;
  return defaultRunName(createdAt, start ? `${name}-${recipe ? 'fine-tuned' : 'readout'}` : name);
}

/** Names everything that a checkpoint's numbers depend on. */
function checkpointKey(
  { seed, recipe, from }: TrainSettings,
  features: FeatureSpec,
  splits: LabelledSplits,
): string {
  const made = [seed, recipe, specHash(features), from?.weightsHash];
  const hash = createHash('sha256').update(JSON.stringify(made));
  return hashSplits(hash, splits).digest('hex');
}
