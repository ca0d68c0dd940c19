import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { isEncoder, readContract, type ModelContract } from '@earmark/models';
import { defaultModelName, pretrainedModels } from '@earmark/models/node';
import { z } from 'zod';
import { Problem } from './problem.ts';
import { modelSchema, type Model, type ModelList } from './schemas.ts';

/** Where models lie. */
export interface ModelFolders {
  /** Holds one folder a run, each with `model/model.json`, and perhaps the link `latest`; it may be missing. */
  readonly runsFolder: string;
  /** Holds one folder for each model that comes along; that of `@earmark/models` where it is left out. */
  readonly pretrainedFolder?: string;
}

/** A model's name, where its two files are, and whether a person trained it here. */
interface NamedFolder {
  readonly name: string;
  readonly folder: string;
  readonly origin: Model['origin'];
  /** What it holds, or why that can't be read. */
  readonly contract: ModelContract | Error;
}

/** The link to the newest run that the trainer keeps; it is resolved, never listed. */
const LATEST = 'latest';
/** Stands for the model that comes along and is used where none is named. */
const DEFAULT = 'default';

const reportSchema = z.object({ test: modelSchema.shape.test.unwrap().strip() });

/**
 * The runs, then the models that come along, each newest first.
 *
 * @returns every readable model; those without a valid contract are named apart, so that one damaged run hides no other. Where a
 *   run has the name of a model that comes along, only the run is there; the default one is then there as `default`. Pre-trained
 *   networks without labels are left out.
 * @example (await listModels({ runsFolder: 'runs' })).models.map(({ name }) => name) // ['2026-01-31-demo', 'dilated-conv', …]
 */
export async function listModels(folders: ModelFolders): Promise<ModelList> {
  const known = await namedFolders(folders);
  const models: Model[] = [];
  const unreadable: { name: string; detail: string }[] = [];
  for (const named of known) {
    const { name, contract } = named;
    if (contract instanceof Error) unreadable.push({ name, detail: contract.message });
    else models.push(await describeModel(named, contract));
  }
  models.sort(
    (a, b) =>
      a.origin.localeCompare(b.origin) ||
      b.createdAt.localeCompare(a.createdAt) ||
      a.name.localeCompare(b.name),
  );
  return {
    default: defaultOf(known)?.name ?? null,
    latest: await latestName(folders.runsFolder, models),
    models,
    unreadable,
  };
}

/**
 * The folder of a model's two files.
 *
 * @param name a run, a model that comes along, `latest` or `default`
 * @throws Problem 404 where there is no model of that name; a name is only ever compared, never joined unseen
 * @example await modelFolder({ runsFolder: 'runs' }, 'latest') // 'runs/2026-01-31-demo/model'
 */
export async function modelFolder(folders: ModelFolders, name: string): Promise<string> {
  const known = await namedFolders(folders);
  const wanted = name === LATEST ? (await listModels(folders)).latest : name;
  const named = known.filter((model) => model.name === wanted);
  const found =
    name === DEFAULT
      ? defaultOf(known)
      : (named.find(({ contract }) => !(contract instanceof Error)) ?? named[0]);
  if (!found) {
    const names = known.map((model) => model.name).join(', ');
    throw new Problem(
      404,
      'unknown-model',
      `There is no model ${JSON.stringify(name)}. ${names ? `Known are: ${names}.` : 'There is none yet: train one first.'}`,
    );
  }
  return found.folder;
}

/** Runs come first: those that can classify hide models of the same name that come along. */
async function namedFolders({ runsFolder, pretrainedFolder }: ModelFolders): Promise<NamedFolder[]> {
  const runs: NamedFolder[] = [];
  for (const name of (await readdir(runsFolder).catch(() => [])).sort()) {
    const folder = path.resolve(runsFolder, name, 'model');
    if (name === LATEST || name === DEFAULT || !(await isFile(path.join(folder, 'model.json')))) continue;
    const contract = await contractIn(folder, name);
    if (contract) runs.push({ name, folder, origin: 'run', contract });
  }
  const shipped: NamedFolder[] = [];
  for (const { name, folder } of await pretrainedModels(pretrainedFolder)) {
    const isHidden = runs.some((run) => run.name === name && !(run.contract instanceof Error));
    const contract = await contractIn(folder, name);
    if (!contract || (isHidden && name !== defaultModelName)) continue;
    shipped.push({ name: isHidden ? DEFAULT : name, folder, origin: 'shipped', contract });
  }
  return [...runs, ...shipped];
}

/** What is used where no model is named: of those that come along, whatever the runs are called. */
const defaultOf = (known: readonly NamedFolder[]): NamedFolder | undefined =>
  known.find(
    ({ name, origin, contract }) =>
      origin === 'shipped' && (name === DEFAULT || name === defaultModelName) && !(contract instanceof Error),
  );

/** A model's contract, or why it can't be read; nothing where a network without labels lies there. */
async function contractIn(folder: string, name: string): Promise<ModelContract | Error | undefined> {
  try {
    const modelJson = await readFile(path.join(folder, 'model.json'), 'utf8');
    return isEncoder(modelJson, name) ? undefined : readContract(modelJson, name);
  } catch (error) {
    return error as Error;
  }
}

async function describeModel(
  { name, folder, origin }: NamedFolder,
  { labels, provenance }: ModelContract,
): Promise<Model> {
  const { testRocAuc = null, testF1 = null } = provenance.metrics;
  return {
    name,
    origin,
    labels,
    createdAt: provenance.createdAt,
    trainedOn: provenance.data,
    test:
      origin === 'run'
        ? await readTestMetrics(path.join(folder, '../report.json'))
        : { rocAuc: testRocAuc, f1: testF1, precision: null, recall: null },
  };
}

/** A run that is still going has no report yet, and one of another version may hold other metrics: neither is an error here. */
async function readTestMetrics(report: string): Promise<Model['test']> {
  try {
    return reportSchema.parse(JSON.parse(await readFile(report, 'utf8'))).test;
  } catch {
    return null;
  }
}

async function latestName(runsFolder: string, models: readonly Model[]): Promise<string | null> {
  const runs = models.filter(({ origin }) => origin === 'run');
  const target = await realpath(path.join(runsFolder, LATEST)).catch(() => '');
  const linked = runs.find(({ name }) => name === path.basename(target));
  return (linked ?? runs[0])?.name ?? null;
}

const isFile = async (file: string): Promise<boolean> =>
  (await stat(file).catch(() => undefined))?.isFile() ?? false;
