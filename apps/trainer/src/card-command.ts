import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { specHash } from '@earmark/dsp';
import { selectBackend } from '@earmark/models';
import { readArtifact } from '@earmark/models/node';
import { Command, type Option } from 'commander';
import type { CardContent } from './card/card-content.ts';
import { cardText } from './card/card-text.ts';
import { readRunReport } from './card/run-report.ts';
import { shownPath } from './card/shown-path.ts';
import { sourceShares } from './card/source-shares.ts';
import { trainingSteps } from './card/training-steps.ts';
import { corpusOptions, type CorpusChoice } from './corpus-options.ts';
import { readEvaluation, type Evaluation } from './evaluation/evaluation-data.ts';
import { fromWhereTyped } from './paths.ts';

interface CardOptions extends Pick<CorpusChoice, 'only'> {
  readonly run: string;
  readonly sources: readonly string[];
  readonly evaluation: readonly string[];
  readonly out: string;
}

/** What a model that others get may weigh, in bytes: model.json and weights.bin together. */
const MOST_BYTES = 500_000;

/** `card`: a finished run's model for others, with a card that says what it is, what made it and how good it is. */
export const cardCommand = (): Command => {
  const isOnly = (option: Option) => option.attributeName() === 'only';
  return new Command('card')
    .description("Copy a finished run's model into a folder, with a card that is written from the run.")
    .requiredOption('--run <folder>', 'a finished run of trainer:train')
    .requiredOption(
      '--sources <manifests...>',
      'manifests of what it was made of, with the columns source and licence',
    )
    .addOption(corpusOptions().find(isOnly)!)
    .option(
      '--evaluation <paths...>',
      'what trainer:evaluate measured: folders, or their evaluation.json',
      [],
    )
    .requiredOption('--out <folder>', "where model.json, weights.bin and card.md go; its name is the model's")
    .action(writeCard);
};

async function writeCard(options: CardOptions): Promise<void> {
  const [run, out] = [fromWhereTyped(options.run), fromWhereTyped(options.out)];
  const model = join(run, 'model');
  const report = await readRunReport(join(run, 'report.json'));
  // Nothing is computed here.
  await selectBackend('cpu');
  const { contract, network } = await readArtifact(model);
  network.dispose();
  const [modelJson, weights] = await Promise.all([
    readFile(join(model, 'model.json')),
    readFile(join(model, 'weights.bin')),
  ]);
  assertSmall(model, modelJson.length + weights.length);
  const content: CardContent = {
    ...{ name: basename(out), contract, report },
    bytes: { modelJson: modelJson.length, weights: weights.length },
    steps: await trainingSteps(model),
    sources: await sourceShares(options.sources.map(fromWhereTyped), { only: options.only }),
    evaluations: await readEvaluations(options.evaluation, {
      ...{ architecture: contract.architecture.name, parameters: report.contract.parameters },
      ...{ specHash: specHash(contract.features), labels: contract.labels.join(', ') },
      names: [report.name, basename(run), basename(out)],
    }),
  };
  await writeTogether(out, { 'weights.bin': weights, 'card.md': cardText(content), 'model.json': modelJson });
  process.stdout.write(`card: ${join(out, 'card.md')}\n`);
}

function assertSmall(model: string, bytes: number): void {
  if (bytes <= MOST_BYTES) return;
  const [has, most] = [bytes, MOST_BYTES].map((count) => count.toLocaleString('en'));
  throw new Error(
    `${shownPath(model)} has ${has!} bytes, model.json and weights.bin together; expected at most ${most!}: train a smaller network`,
  );
}

/** @throws Error where one is about another model than the run's */
async function readEvaluations(
  paths: readonly string[],
  {
    names,
    ...own
  }: Readonly<Record<'architecture' | 'specHash' | 'labels', string>> & {
    readonly parameters: number;
    readonly names: readonly string[];
  },
): Promise<Evaluation[]> {
  const evaluations: Evaluation[] = [];
  for (const typed of paths) {
    const path = fromWhereTyped(typed);
    const file = extname(path) === '.json' ? path : join(path, 'evaluation.json');
    const evaluation = await readEvaluation(file);
    const { model } = evaluation;
    const measured = { ...model, labels: model.labels.join(', ') };
    const differing = (['architecture', 'parameters', 'specHash', 'labels'] as const)
      .filter((field) => measured[field] !== own[field])
      .map((field) => `${field}: ${measured[field]}, expected ${own[field]}`);
    if (!names.includes(model.name)) differing.unshift(`name: ${model.name}, expected ${names[0]}`);
    if (differing.length > 0)
      throw new Error(`${file} measured another model (${differing.join('; ')}): evaluate that of the run`);
    evaluations.push(evaluation);
  }
  return evaluations;
}

/** Writes all files beside the folder before the first of them takes its name there. */
async function writeTogether(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const beside = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`));
  try {
    for (const [name, content] of Object.entries(files)) await writeFile(join(beside, name), content);
    await mkdir(folder, { recursive: true });
    for (const name of Object.keys(files)) await rename(join(beside, name), join(folder, name));
  } finally {
    await rm(beside, { recursive: true, force: true });
  }
}
