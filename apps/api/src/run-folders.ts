import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { readContract } from '@earmark/models';
import { z } from 'zod';
import { Problem } from './problem.ts';
import { modelSchema, type Model, type ModelList } from './schemas.ts';

/** The link to the newest run that the trainer keeps; it is resolved, never listed. */
const LATEST = 'latest';

const reportSchema = z.object({ test: modelSchema.shape.test.unwrap().strip() });

/**
 * The models of a folder of runs, newest first.
 *
 * @param runsFolder holds one folder a run, each with `model/model.json`, and perhaps the link `latest`; it may be missing
 * @returns every readable model; those without a valid contract are named apart, so that one damaged run hides no other
 * @example (await listModels('runs')).models[0]?.name // '2026-01-31-demo'
 */
export async function listModels(runsFolder: string): Promise<ModelList> {
  const models: Model[] = [];
  const unreadable: { name: string; detail: string }[] = [];
  for (const name of await runNames(runsFolder))
    try {
      models.push(await readModel(runsFolder, name));
    } catch (error) {
      unreadable.push({ name, detail: (error as Error).message });
    }
  models.sort((a, b) => b.createdAt.localeCompare(a.createdAt) || a.name.localeCompare(b.name));
  return { latest: await latestName(runsFolder, models), models, unreadable };
}

/**
 * The folder of a model's two files.
 *
 * @param name a run folder, or `latest`
 * @throws Problem 404 where no run of that name holds a model; a name is only ever compared, never joined unseen
 * @example await modelFolder('runs', 'latest') // 'runs/2026-01-31-demo/model'
 */
export async function modelFolder(runsFolder: string, name: string): Promise<string> {
  const names = await runNames(runsFolder);
  const resolved =
    name === LATEST ? (await listModels(runsFolder)).latest : names.find((run) => run === name);
  if (!resolved) {
    const known =
      names.length > 0 ? `Known are: ${names.join(', ')}.` : 'There is none yet: train one first.';
    throw new Problem(404, 'unknown-model', `There is no model ${JSON.stringify(name)}. ${known}`);
  }
  return path.resolve(runsFolder, resolved, 'model');
}

async function runNames(runsFolder: string): Promise<string[]> {
  const entries = await readdir(runsFolder).catch(() => []);
  const names: string[] = [];
  for (const name of entries.sort())
    if (name !== LATEST && (await isFile(path.join(runsFolder, name, 'model', 'model.json'))))
      names.push(name);
  return names;
}

async function readModel(runsFolder: string, name: string): Promise<Model> {
  const modelJson = await readFile(path.join(runsFolder, name, 'model', 'model.json'), 'utf8');
  const { labels, provenance } = readContract(modelJson, name);
  return {
    name,
    labels,
    createdAt: provenance.createdAt,
    trainedOn: provenance.data,
    test: await readTestMetrics(path.join(runsFolder, name, 'report.json')),
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
  const target = await realpath(path.join(runsFolder, LATEST)).catch(() => '');
  const linked = models.find(({ name }) => name === path.basename(target));
  return (linked ?? models[0])?.name ?? null;
}

const isFile = async (file: string): Promise<boolean> =>
  (await stat(file).catch(() => undefined))?.isFile() ?? false;
