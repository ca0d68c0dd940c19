import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { defaultFeatures, specHash } from '@earmark/dsp';
import { createNormalizationFit, framePieces, type Normalization } from '@earmark/dataset';
import { writeAtomically } from '@earmark/dataset/node';
import {
  buildNetwork,
  defaultRecipe,
  deserializeCheckpoint,
  fit,
  recipeSchema,
  serializeCheckpoint,
  type Classifier,
  type ModelContract,
  type Recipe,
} from '@earmark/models';
import { Command } from 'commander';
import { z } from 'zod';
import { startBackend } from './backend.ts';
import { corpusChoice, corpusOptions, openChosenCorpus, type CorpusOptionValues } from './corpus-options.ts';
import { finishRun, summary } from './finish-run.ts';
import { abortOnInterrupt, Interrupted } from './interrupt.ts';
import { labelledSplits, type LabelledRecording, type LabelledSplits } from './labelled-splits.ts';
import { seconds, wholeNumber } from './option-values.ts';
import { fromWhereTyped, workspaceRoot } from './paths.ts';
import { findUnfinishedRun, newRun, pointLatestTo, startRun, type RunSettings } from './run-folder.ts';
import { showTraining } from './show-training.ts';
import { versions } from './versions.ts';

interface TrainOptions extends CorpusOptionValues {
  readonly data: string;
  readonly runs: string;
  readonly name?: string;
  readonly cache: string;
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
    .option(
      '--data <corpus>',
      'manifest or folder of the labelled recordings',
      join(workspaceRoot, 'data/demo/manifest.csv'),
    )
    .option('--background <label>', 'label of every moment that no label covers')
    .option('--priority <labels...>', 'all labels in the order in which they win where they overlap')
    .option(
      '--collar <seconds>',
      'frames this near to a boundary of labels are neither learned nor measured',
      seconds,
      0,
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

async function train(options: TrainOptions): Promise<void> {
  const startedAt = performance.now();
  const runs = fromWhereTyped(options.runs);
  const resumed = options.resume ? await findUnfinishedRun(runs, options.name) : undefined;
  const settings = resumed?.settings ?? (await newSettings(options));
  const run = resumed?.run ?? (await newRun(runs, settings, options.name));
  const signal = abortOnInterrupt('stopping after this step');

  const corpus = await openChosenCorpus(settings.data, settings.corpus, {
    background: settings.background ?? undefined,
    allowOverlaps: settings.priority !== undefined,
  });
  const background = backgroundOf(corpus.labels, settings.background);
  const splits = await labelledSplits(corpus, defaultFeatures, {
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

  const backend = await startBackend();
  const classifier = newClassifier(settings, corpus.labels, background, splits.train, backend);
  const key = checkpointKey(settings, splits);
  if (!resumed) await startRun(run, settings);
  const shown = showTraining(settings.recipe, run.path);
  const result = await fit(classifier, {
    recipe: settings.recipe,
    seed: settings.seed,
    train: splits.train,
    valid: splits.valid,
    resumeFrom: resumed?.checkpoint && deserializeCheckpoint(resumed.checkpoint, key),
    signal,
    onEvent: shown.onEvent,
    saveCheckpoint: (checkpoint) => writeAtomically(run.checkpoint, serializeCheckpoint(checkpoint, key)),
  }).finally(shown.stop);
  if (result.ended === 'signal')
    throw new Interrupted(
      `stopped and saved; go on with: npx nx run trainer:train -- --resume --name ${run.name}`,
    );

  const report = await finishRun(run, classifier, splits, {
    settings,
    backend,
    history: result.history,
    bestEpoch: result.bestEpoch,
    trainingSeconds: (performance.now() - startedAt) / 1000,
  });
  await pointLatestTo(runs, run);
  process.stdout.write(`${summary(report, run)}\n`);
}

async function newSettings(options: TrainOptions): Promise<RunSettings> {
  const recipe = await readRecipe(options.recipe && fromWhereTyped(options.recipe));
  return {
    createdAt: new Date().toISOString(),
    command: `npx nx run trainer:train -- ${process.argv.slice(3).join(' ')}`.replace(/ -- $/, ''),
    data: fromWhereTyped(options.data),
    corpus: corpusChoice(options),
    background: options.background ?? null,
    ...(options.priority ? { priority: options.priority } : {}),
    collarSeconds: options.collar,
    seed: options.seed,
    recipe: options.epochs ? { ...recipe, epochs: options.epochs } : recipe,
  };
}

/** The default recipe with what a file changes of it. */
async function readRecipe(path?: string): Promise<Recipe> {
  if (path === undefined) return defaultRecipe;
  try {
    const changes = recipeSchema.partial().parse(JSON.parse(await readFile(path, 'utf8')));
    return recipeSchema.parse({ ...defaultRecipe, ...changes });
  } catch (error) {
    const faults =
      error instanceof z.ZodError
        ? error.issues.map((issue) => [...issue.path, issue.message].join(': ')).join('; ')
        : (error as Error).message;
    throw new Error(`${path} is no recipe: ${faults}; known keys: ${Object.keys(defaultRecipe).join(', ')}`, {
      cause: error,
    });
  }
}

/** The label of what is not looked for: the one that was named, or `noise` where the corpus has it. */
const backgroundOf = (labels: readonly string[], named: string | null): string | null =>
  named ?? (labels.includes('noise') ? 'noise' : null);

function newClassifier(
  { data, recipe, seed, createdAt }: RunSettings,
  labels: readonly string[],
  background: string | null,
  train: readonly LabelledRecording[],
  backend: string,
): Classifier {
  const { windowFrames, architecture } = recipe;
  const features = defaultFeatures;
  const contract: ModelContract = {
    version: 1,
    features,
    windows: { frames: windowFrames, hop: 1 },
    normalization: fitNormalization(train, features.bands),
    architecture,
    labels: [...labels],
    output: 'window',
    decision: { background, onset: 0.5, offset: 0.4, minSegmentSeconds: 0.1, minGapSeconds: 0.2 },
    calibration: { temperature: 1 },
    provenance: { createdAt, data: relative(workspaceRoot, data), seed, backend, versions, metrics: {} },
  };
  return {
    contract,
    network: buildNetwork(architecture, { windowFrames, bands: features.bands, labels: labels.length }, seed),
  };
}

/** From the training split only: what the test split looks like must stay unknown. */
function fitNormalization(train: readonly LabelledRecording[], bands: number): Normalization {
  const normalization = createNormalizationFit(bands);
  for (const { source } of train) for (const values of framePieces(source)) normalization.add(values);
  return normalization.result();
}

/** Names everything that a checkpoint's numbers depend on. */
function checkpointKey({ seed, recipe }: RunSettings, splits: LabelledSplits): string {
  const hash = createHash('sha256').update(JSON.stringify([seed, recipe, specHash(defaultFeatures)]));
  for (const [split, recordings] of Object.entries(splits)) {
    for (const { uri, weight, targets } of recordings)
      hash.update(JSON.stringify([split, uri, weight])).update(targets);
  }
  return hash.digest('hex');
}
