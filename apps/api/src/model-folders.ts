import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { readContract } from '@earmark/models';
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
}

/** The link to the newest run that the trainer keeps; it is resolved, never listed. */
const LATEST = 'latest';
/** Stands for the model that is used where none is named. */
const DEFAULT = 'default';

const reportSchema = z.object({ test: modelSchema.shape.test.unwrap().strip() });

/**
 * The runs, then the models that come along, each newest first.
 *
 * @returns every readable model; those without a valid contract are named apart, so that one damaged run hides no other. Where a
 *   run has the name of a model that comes along, only the run is there.
 * @example (await listModels({ runsFolder: 'runs' })).models.map(({ name }) => name) // ['2026-01-31-demo', 'dilated-conv', …]
 */
export async function listModels(folders: ModelFolders): Promise<ModelList> {
  const models: Model[] = [];
  const unreadable: { name: string; detail: string }[] = [];
  for (const named of await namedFolders(folders))
    try {
      models.push(await readModel(named));
    } catch (error) {
      unreadable.push({ name: named.name, detail: (error as Error).message });
    }
  models.sort(
    (a, b) =>
      a.origin.localeCompare(b.origin) ||
      b.createdAt.localeCompare(a.createdAt) ||
      a.name.localeCompare(b.name),
  );
  return {
    default: models.find(({ name }) => name === defaultModelName)?.name ?? null,
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
  const wanted =
    name === LATEST ? (await listModels(folders)).latest : name === DEFAULT ? defaultModelName : name;
  const found = known.find((model) => model.name === wanted);
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

/** Runs come first: they hide models of the same name that come along. */
async function namedFolders({ runsFolder, pretrainedFolder }: ModelFolders): Promise<NamedFolder[]> {
  const runs: NamedFolder[] = [];
  for (const name of (await readdir(runsFolder).catch(() => [])).sort()) {
    const folder = path.resolve(runsFolder, name, 'model');
    if (name !== LATEST && (await isFile(path.join(folder, 'model.json'))))
      runs.push({ name, folder, origin: 'run' });
  }
  const shipped = await pretrainedModels(pretrainedFolder);
  return [
    ...runs,
    ...shipped
      .filter(({ name }) => !runs.some((run) => run.name === name))
      .map(({ name, folder }): NamedFolder => ({ name, folder, origin: 'shipped' })),
  ];
}

async function readModel({ name, folder, origin }: NamedFolder): Promise<Model> {
  const modelJson = await readFile(path.join(folder, 'model.json'), 'utf8');
  const { labels, provenance } = readContract(modelJson, name);
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
