import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomically } from '@earmark/dataset/node';
import { concatenate, defaultFeatures, FrameGrid, specHash } from '@earmark/dsp';
import {
  alwaysPositiveFloor,
  defaultRecipes,
  drawLabelBudget,
  fitThreshold,
  foregroundLabel,
  oneAgainstRest,
  thresholdFloor,
  validate,
  type ArchitectureName,
} from '@earmark/models';
import { Command, InvalidArgumentError, Option } from 'commander';
import { startBackend } from '../backend.ts';
import { openChosenCorpora } from '../chosen-corpora.ts';
import { corpusChoice, corpusOptions, type CorpusOptionValues } from '../corpus-options.ts';
import { energyOf, joinTargets } from '../held-out.ts';
import { abortOnInterrupt, Interrupted } from '../interrupt.ts';
import { labelledSplits, type LabelledRecording, type LabelledSplits } from '../labelled-splits.ts';
import { backgroundOf } from '../new-classifier.ts';
import { seconds, wholeNumber } from '../option-values.ts';
import { fromWhereTyped, workspaceRoot } from '../paths.ts';
import { openPretrainedStart } from '../pretrained-start.ts';
import { showProgress } from '../progress.ts';
import { drawBudget, renderBudgetPage, type BudgetReport } from '../report/budget-page.ts';
import { decimal } from '../report/figures.ts';
import { warnOfHeard } from '../run-recordings.ts';
import { hashSplits } from '../splits-hash.ts';
import { textTable } from '../text-table.ts';
import { versions } from '../versions.ts';
import { openResultLog, type BudgetResult } from './budget-results.ts';
import { takeUpBudget } from './budget-settings.ts';
import { summarizeBudgets } from './budget-summary.ts';
import {
  fromPretrained,
  fromScratch,
  type CommonPurpose,
  type Contender,
  type Effort,
} from './contenders.ts';

interface LabelBudgetOptions extends CorpusOptionValues {
  readonly data: readonly string[];
  readonly architectures: readonly ArchitectureName[];
  readonly from: readonly string[];
  readonly fineTune?: boolean;
  readonly budgets: readonly (number | null)[];
  readonly seeds: number;
  readonly steps: number;
  readonly stretch: number;
  readonly background?: string;
  readonly out: string;
  readonly cache: string;
}

/** `label-budget`: how good each way to train is, after how many seconds of labels. */
export const labelBudgetCommand = (): Command => {
  const command = new Command('label-budget')
    .description('Train on a few seconds of labels, on more and on all, and draw how good each network gets.')
    .option('--data <corpus...>', 'manifests or folders of the labelled recordings', [
      join(workspaceRoot, 'data/demo/manifest.csv'),
    ])
    .addOption(
      new Option('--architectures <names...>', 'networks that are trained from scratch')
        .choices(Object.keys(defaultRecipes))
        .default(['vanilla-conv']),
    )
    .option('--from <models...>', 'trained networks that a readout is trained on, as PATH or NAME=PATH', [])
    .option('--fine-tune', 'train all weights of the networks of --from as well')
    .option('--budgets <list>', 'seconds of labels, separated by commas', budgetList, [5, 15, 60, 300, null])
    .option('--seeds <number>', 'trainings of each network on each budget', wholeNumber, 5)
    .option('--steps <number>', 'optimizer steps of a network that trains all its weights', wholeNumber, 600)
    .option('--stretch <seconds>', 'the longest stretch that is labelled in one go', seconds, 3)
    .option('--background <label>', 'label of every moment that no label covers')
    .option(
      '--out <folder>',
      'where results go, and where they are taken up',
      join(workspaceRoot, 'runs/label-budget'),
    )
    .option('--cache <folder>', 'where computed features are kept', join(workspaceRoot, '.cache/features'));
  for (const option of corpusOptions()) command.addOption(option);
  return command.action(labelBudget);
};

function budgetList(text: string): (number | null)[] {
  return text.split(',').map((item) => {
    if (item.trim() === 'all') return null;
    const value = Number(item);
    if (!(value > 0 && value < Infinity))
      throw new InvalidArgumentError('expected seconds above 0, or all, separated by commas.');
    return value;
  });
}

async function labelBudget(options: LabelBudgetOptions): Promise<void> {
  const signal = abortOnInterrupt('stopping after this step');
  const choice = corpusChoice(options);
  const data = options.data.map(fromWhereTyped);
  const { background } = options;
  const corpus = await openChosenCorpora(data, choice, { background });
  const { labels } = corpus;
  const splits = await labelledSplits(corpus, defaultFeatures, {
    cacheFolder: fromWhereTyped(options.cache),
    seed: 1,
    allowLeakage: choice.allowLeakage,
    targets: { background },
    signal,
  });
  const backend = await startBackend();
  const purpose: CommonPurpose = {
    settings: { data, createdAt: new Date().toISOString() },
    labels,
    background: backgroundOf(labels, background),
    backend,
  };
  const contenders = await contendersOf(options, purpose, { steps: options.steps, signal }, splits.test);
  const out = fromWhereTyped(options.out);
  await mkdir(out, { recursive: true });
  const settings = await takeUpBudget(out, {
    ...{ data, corpus: choice, background: purpose.background, backend, versions },
    recordingsHash: recordingsHash(labels, splits),
    featuresHash: specHash(defaultFeatures),
    ...{ steps: options.steps, stretchSeconds: options.stretch },
    contenders: Object.fromEntries(contenders.map(({ name, origin }) => [name, origin])),
  });
  const log = await openResultLog(join(out, 'results.jsonl'));

  const { hopSeconds } = new FrameGrid(defaultFeatures);
  const trainings = trainingsOf(contenders, options);
  const progress = showProgress('label budget', trainings.length);
  try {
    for (const [index, { contender, budgetSeconds, seed }] of trainings.entries()) {
      const key = { contender: contender.name, budgetSeconds, seed };
      progress.update(index, `${contender.name}, ${budgetSeconds ?? 'all'} s, seed ${seed}`);
      if (log.has(key)) continue;
      const budgetFrames = budgetSeconds === null ? Infinity : Math.round(budgetSeconds / hopSeconds);
      const drawn = drawLabelBudget(splits.train, budgetFrames, labels.length, {
        stretchFrames: Math.max(1, Math.round(options.stretch / hopSeconds)),
        seed,
      });
      const startedAt = performance.now();
      const classifier = await contender.train(drawn, seed);
      const trainingSeconds = (performance.now() - startedAt) / 1000;
      const { validRocAuc: rocAuc, validF1: f1 } = await validate(classifier, splits.test);
      classifier.network.dispose();
      const labelledSeconds = hopSeconds * labelledFrames(drawn);
      await log.add({ ...key, labelledSeconds, rocAuc, f1, trainingSeconds });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new Interrupted(`stopped; what is done stays in ${out}, and the same command goes on`);
  } finally {
    progress.stop();
  }

  const positiveLabel = foregroundLabel(labels, purpose.background);
  const report: BudgetReport = {
    title: 'Label budget',
    command: `npx nx run trainer:label-budget -- ${process.argv.slice(3).join(' ')}`,
    settings,
    positiveLabel,
    test: {
      recordings: splits.test.length,
      seconds: splits.test.reduce((sum, { recording }) => sum + recording.durationSeconds, 0),
    },
    summaries: summarizeBudgets(log.results.filter((result) => isWanted(result, trainings))),
    floors: floorsOf(splits.train, splits.test, labels.indexOf(positiveLabel)),
  };
  await writeAtomically(join(out, 'label-budget.json'), `${JSON.stringify(report, null, 2)}\n`);
  await writeAtomically(join(out, 'label-budget.svg'), await drawBudget(report));
  await writeAtomically(join(out, 'label-budget.html'), await renderBudgetPage(report));
  process.stdout.write(`${summaryText(report)}\npage: ${join(out, 'label-budget.html')}\n`);
}

async function contendersOf(
  { architectures, from, fineTune }: LabelBudgetOptions,
  purpose: CommonPurpose,
  effort: Effort,
  test: readonly LabelledRecording[],
): Promise<Contender[]> {
  const contenders = architectures.map((architecture) => fromScratch(architecture, purpose, effort));
  for (const named of from) {
    const [, name, path = named] = /^([^=/\\]+)=(.+)$/.exec(named) ?? [];
    const start = await openPretrainedStart(path);
    await warnOfHeard(test, start.model);
    const shown = name ?? start.encoder.contract.architecture.name;
    contenders.push(await fromPretrained(shown, start, purpose, effort.signal));
    if (fineTune) contenders.push(await fromPretrained(shown, start, purpose, effort.signal, effort));
  }
  const names = contenders.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new Error(`two networks are called "${twice}": name them, as in --from small=runs/a large=runs/b`);
  return contenders;
}

/** Names the sound, the labels and the split of every recording. */
function recordingsHash(labels: readonly string[], splits: LabelledSplits): string {
  const contents = Object.values(splits).map((recordings) =>
    recordings.map(({ contentHash }) => contentHash),
  );
  const hash = createHash('sha256').update(JSON.stringify([labels, contents]));
  return hashSplits(hash, splits).digest('hex');
}

interface Training {
  readonly contender: Contender;
  readonly budgetSeconds: number | null;
  readonly seed: number;
}

/** Seed by seed, so that a run that is stopped has something of everything. */
function trainingsOf(
  contenders: readonly Contender[],
  { budgets, seeds }: Pick<LabelBudgetOptions, 'budgets' | 'seeds'>,
): Training[] {
  return Array.from({ length: seeds }, (_, index) =>
    budgets.flatMap((budgetSeconds) =>
      contenders.map((contender) => ({ contender, budgetSeconds, seed: index + 1 })),
    ),
  ).flat();
}

const isWanted = (result: BudgetResult, trainings: readonly Training[]): boolean =>
  trainings.some(
    ({ contender, budgetSeconds, seed }) =>
      contender.name === result.contender && budgetSeconds === result.budgetSeconds && seed === result.seed,
  );

const labelledFrames = (recordings: readonly LabelledRecording[]): number =>
  recordings.reduce((sum, { targets }) => sum + targets.filter((target) => target >= 0).length, 0);

/** What needs no network: always the positive label, and loud frames, by the threshold that is best on all labels. */
function floorsOf(
  train: readonly LabelledRecording[],
  test: readonly LabelledRecording[],
  positive: number,
): BudgetReport['floors'] {
  const [onTrain, onTest] = [train, test].map((recordings) =>
    oneAgainstRest(
      concatenate(recordings.map(({ source }) => energyOf(source))),
      joinTargets(recordings),
      positive,
    ),
  );
  const threshold = fitThreshold(onTrain!.scores, onTrain!.targets);
  return [
    { name: 'energy threshold', rocAuc: thresholdFloor(onTest!.scores, onTest!.targets, threshold).rocAuc },
    { name: 'always positive', rocAuc: alwaysPositiveFloor(onTest!.targets).rocAuc },
  ];
}

function summaryText({ summaries, floors }: BudgetReport): string {
  const rows = summaries.map(({ contender, budgetSeconds, mean, halfWidth, trainingSeconds }) => [
    contender,
    budgetSeconds === null ? 'all' : `${budgetSeconds} s`,
    decimal(mean),
    halfWidth === null ? '' : `± ${decimal(halfWidth)}`,
    `${trainingSeconds.toFixed(1)} s`,
  ]);
  return textTable([
    ['network', 'labels', 'ROC-AUC', '95 %', 'training'],
    ...rows,
    ...floors.map(({ name, rocAuc }) => [`floor: ${name}`, '', decimal(rocAuc)]),
  ]);
}
