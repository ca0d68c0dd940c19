import { mkdir, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { writeAtomically, type ManifestError } from '@earmark/dataset/node';
import { pretrainedModels, readArtifact } from '@earmark/models/node';
import { Command, Option } from 'commander';
import { startBackend } from './backend.ts';
import { corpusNames, openChosenCorpora } from './chosen-corpora.ts';
import { chosenModel, type ChosenModel } from './chosen-model.ts';
import { corpusChoice, corpusOptions, type CorpusOptionValues } from './corpus-options.ts';
import { differingFields } from './differing-fields.ts';
import { evaluateClassifier } from './evaluation/evaluate-classifier.ts';
import { evaluatedRecordings } from './evaluation/evaluated-recordings.ts';
import { EVALUATED_SPLITS, readEvaluation, type Evaluation } from './evaluation/evaluation-data.ts';
import { evaluationText } from './evaluation/evaluation-text.ts';
import { assertColumns } from './evaluation/grouped-figures.ts';
import { hearRecordings } from './held-out.ts';
import { abortOnInterrupt, Interrupted } from './interrupt.ts';
import { seconds } from './option-values.ts';
import { fromWhereTyped, workspaceRoot } from './paths.ts';
import { showProgress } from './progress.ts';
import { renderEvaluation } from './report/evaluation-page.ts';
import type { ReportCurves } from './report/curves.ts';
import { heardInTraining, runSplits } from './run-recordings.ts';

interface EvaluateOptions extends Omit<CorpusOptionValues, 'split'> {
  readonly model?: string;
  readonly data: readonly string[];
  readonly split: Evaluation['data']['split'];
  readonly splitFile?: string;
  readonly by: readonly string[];
  readonly background?: string;
  readonly priority?: readonly string[];
  readonly collar: number;
  readonly out?: string;
  readonly cache: string;
}

/** `evaluate`: how well a trained model finds its label in labelled recordings. */
export const evaluateCommand = (): Command => {
  const command = new Command('evaluate')
    .description('Measure a trained model on labelled recordings, beside what needs no model.')
    .option(
      '--model <model>',
      'a run such as runs/latest, a folder with model.json and weights.bin, or the name of a model that comes along (default: the best of these)',
    )
    .requiredOption('--data <corpora...>', 'manifests or folders of the labelled recordings')
    .addOption(
      new Option('--split <split>', 'which of the recordings are measured')
        .choices([...EVALUATED_SPLITS])
        .default('test'),
    )
    .option(
      '--by <columns...>',
      'columns of the manifest to measure by, such as kind snr_db; dB are binned in steps of 5',
      [],
    )
    .option('--background <label>', 'label of every moment that no label covers')
    .option('--priority <labels...>', 'all labels in the order in which they win where they overlap')
    .option('--collar <seconds>', 'frames this near to a boundary of labels are not measured', seconds, 0)
    .option(
      '--out <folder>',
      'where evaluation.json and evaluation.html go (default: into the run, where the model is one)',
    )
    .option('--cache <folder>', 'where computed features are kept', join(workspaceRoot, '.cache/features'));
  for (const option of corpusOptions('split-file')) command.addOption(option);
  return command.action(evaluate);
};

async function evaluate(options: EvaluateOptions): Promise<void> {
  const choice = corpusChoice({ ...options, split: options.splitFile });
  const { background, priority, collar, split, by } = options;
  const signal = abortOnInterrupt('stopping');
  const model = await chosenModel(options.model, await pretrainedModels());
  const backend = await startBackend();
  process.stderr.write(`model: ${model.line}\n`);
  const classifier = await readArtifact(model.folder);
  const paths = options.data.map(fromWhereTyped);
  const corpus = await openChosenCorpora(paths, choice, {
    background,
    allowOverlaps: priority !== undefined,
    // A single class is enough to measure false alarms; whatever else is wrong ends the evaluation.
    onProblem(problem: ManifestError) {
      throw problem;
    },
  });
  assertColumns(by, corpus.recordings);
  const asked = {
    corpora: paths.map((path) => relative(workspaceRoot, path)),
    ...{ split, choice, collarSeconds: collar },
  };
  const out = options.out ? fromWhereTyped(options.out) : await runsOwnFolder(model, paths, asked);
  const known = await runSplits(model.folder);
  const { recordings, isRunsSplit } = await evaluatedRecordings(
    corpus.recordings,
    split,
    classifier.contract,
    {
      cacheFolder: fromWhereTyped(options.cache),
      targets: { background, collarSeconds: collar, priority },
      runSplits: known,
      signal,
    },
  );
  if (isRunsSplit)
    process.stderr.write(
      `the recordings have no splits: those are measured that the run had for ${split}, ${recordings.length} of ${corpus.recordings.length}\n`,
    );
  const progress = showProgress('hearing', recordings.length);
  const heard = await hearRecordings(classifier, recordings, (done) => {
    if (signal.aborted) throw new Interrupted('stopped; nothing was written');
    progress.update(done);
  }).finally(() => progress.stop());

  const { evaluation, curves } = evaluateClassifier(classifier, heard, {
    createdAt: new Date().toISOString(),
    command: `npx nx run trainer:evaluate -- ${process.argv.slice(3).join(' ')}`,
    backend,
    modelName: nameOf(model),
    by,
    data: {
      ...asked,
      ...(known.size > 0 ? { heardInTraining: heardInTraining(recordings, known) } : {}),
    },
  });
  process.stdout.write(evaluationText(evaluation));
  if (out) await write(out, evaluation, curves);
}

async function write(folder: string, evaluation: Evaluation, curves: ReportCurves): Promise<void> {
  const page = join(folder, 'evaluation.html');
  await mkdir(folder, { recursive: true });
  await writeAtomically(page, await renderEvaluation(evaluation, curves));
  await writeAtomically(join(folder, 'evaluation.json'), `${JSON.stringify(evaluation, null, 2)}\n`);
  process.stdout.write(`\npage: ${page}\n`);
}

/** A run's, or that of the folder that the model lies in. */
const nameOf = ({ folder }: ChosenModel): string =>
  basename(basename(folder) === 'model' ? dirname(folder) : folder);

/**
 * Where the evaluation of a run's model goes; nowhere where the model is of no run.
 *
 * @throws Error where the evaluation of other recordings is there
 */
async function runsOwnFolder(
  { folder }: ChosenModel,
  paths: readonly string[],
  asked: AskedData,
): Promise<string | undefined> {
  const run = dirname(folder);
  if (!(await stat(join(run, 'run.json')).catch(() => undefined))) return undefined;
  const { split } = asked;
  const own = join(run, `evaluation-${corpusNames(paths).join('+')}${split === 'test' ? '' : `-${split}`}`);
  const before = await askedBefore(join(own, 'evaluation.json'));
  const differing = before ? differingFields(before, asked) : [];
  if (differing.length > 0)
    throw new Error(
      `${own} holds an evaluation of other recordings: ${differing.join('; ')}. Give this one a folder of its own, as in --out ${own}-2, or say --out ${own} to replace it`,
    );
  return own;
}

type AskedData = Pick<Evaluation['data'], 'corpora' | 'split' | 'choice' | 'collarSeconds'>;

/** What an evaluation is of; nothing where there is none that can be read. */
async function askedBefore(path: string): Promise<AskedData | undefined> {
  const evaluation = await readEvaluation(path).catch(() => undefined);
  if (!evaluation) return undefined;
  const { corpora, split, choice, collarSeconds } = evaluation.data;
  return { corpora, split, choice, collarSeconds };
}
