import { mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { writeAtomically } from '@earmark/dataset/node';
import type { z } from 'zod';

/** What made a run, which `run.json` holds; all that `--resume` needs to go on. Each command has its own fields beside these. */
export interface RunSettings {
  /** ISO 8601. */
  readonly createdAt: string;
  readonly command: string;
}

/** Where the parts of a run lie. */
export interface RunFolder {
  readonly name: string;
  readonly path: string;
  readonly settings: string;
  readonly checkpoint: string;
  readonly model: string;
  readonly report: string;
  readonly reportPage: string;
  readonly history: string;
}

const runFolder = (runs: string, name: string): RunFolder => {
  const path = join(runs, name);
  return {
    name,
    path,
    settings: join(path, 'run.json'),
    checkpoint: join(path, 'checkpoint.bin'),
    model: join(path, 'model'),
    report: join(path, 'report.json'),
    reportPage: join(path, 'report.html'),
    history: join(path, 'history.csv'),
  };
};

/** They stand for other models: the newest run, and the one that is used where none is named. */
const RESERVED_NAMES: readonly string[] = ['latest', 'default'];

/**
 * Where a new run goes. Nothing is written yet.
 *
 * @throws Error where the name is no name of a folder, or a run of that name exists
 */
export async function newRun(runs: string, name: string): Promise<RunFolder> {
  if (!/^[\w.-]+$/.test(name) || RESERVED_NAMES.includes(name))
    throw new RangeError(
      `the run's name is ${JSON.stringify(name)}: use letters, digits, '.', '_' and '-', and not ${RESERVED_NAMES.map((reserved) => `"${reserved}"`).join(' or ')}`,
    );
  const run = runFolder(runs, name);
  if (await exists(run.path))
    throw new Error(
      `the run ${run.path} exists: give another --name, or continue it with --resume --name ${name}`,
    );
  return run;
}

/**
 * The name of a run that nobody named: when it began, and what it makes.
 *
 * @example defaultRunName('2026-11-23T02:46:35.815Z', 'lstm') // '2026-11-23T02-46-35-lstm'
 */
export const defaultRunName = (createdAt: string, what: string): string =>
  `${createdAt.slice(0, 19).replaceAll(':', '-')}-${what}`;

/** Makes the folder of a new run, and writes what makes it. Fails where the folder exists. */
export async function startRun(run: RunFolder, settings: RunSettings): Promise<void> {
  await mkdir(dirname(run.path), { recursive: true });
  await mkdir(run.path);
  await writeAtomically(run.settings, `${JSON.stringify(settings, null, 2)}\n`);
}

/**
 * Writes a run's checkpoint over the one before, which stays whole where that fails.
 *
 * @throws Error naming the file and the cause, such as a full disk
 */
export async function saveCheckpoint(
  run: RunFolder,
  bytes: Uint8Array,
  write: (path: string, bytes: Uint8Array) => Promise<void> = writeAtomically,
): Promise<void> {
  await write(run.checkpoint, bytes).catch((cause: unknown) => {
    throw new Error(
      `${run.checkpoint} could not be saved (${(cause as Error).message}): make room, then go on from the checkpoint before it with --resume --name ${run.name}`,
      { cause },
    );
  });
}

/**
 * Finds a run that was interrupted: the one of that name, or the newest.
 *
 * @param schema of the settings of the command's runs; those of other commands are passed over
 * @throws Error where there is none, or where it is finished already
 */
export async function findUnfinishedRun<Settings extends RunSettings>(
  runs: string,
  schema: z.ZodType<Settings>,
  name?: string,
): Promise<{ run: RunFolder; settings: Settings; checkpoint: Uint8Array | undefined }> {
  const names = name ? [name] : (await readdir(runs).catch(() => [])).filter((entry) => entry !== 'latest');
  const unfinished: { run: RunFolder; settings: Settings }[] = [];
  for (const candidate of names) {
    const run = runFolder(runs, candidate);
    if (await exists(run.report)) continue;
    const settings = await readSettings(run, schema);
    if (settings) unfinished.push({ run, settings });
  }
  const newest = unfinished.sort((a, b) => a.settings.createdAt.localeCompare(b.settings.createdAt)).at(-1);
  if (!newest)
    throw new Error(`${name ? join(runs, name) : runs} holds no unfinished run: start one without --resume`);
  return { ...newest, checkpoint: await readFile(newest.run.checkpoint).catch(() => undefined) };
}

/** What made a run; nothing where it can't be read, as of another command or version. */
async function readSettings<Settings>(
  run: RunFolder,
  schema: z.ZodType<Settings>,
): Promise<Settings | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(run.settings, 'utf8')));
  } catch {
    return undefined;
  }
}

/** Lets `latest` point to a run that is finished, in one step. */
export async function pointLatestTo(runs: string, run: RunFolder): Promise<void> {
  const beside = join(runs, `.latest-${process.pid}`);
  await rm(beside, { force: true });
  // A junction needs no privileges on Windows; elsewhere the type is ignored.
  await symlink(run.name, beside, 'junction');
  await rename(beside, join(runs, 'latest'));
}

/**
 * The folder of a model that a person named: an artifact's own folder, or a run's.
 *
 * @example modelFolder('runs/latest') // 'runs/latest/model'
 */
export async function modelFolder(path: string): Promise<string> {
  if (await exists(join(path, 'model', 'model.json'))) return join(path, 'model');
  if (await exists(join(path, 'model.json'))) return path;
  throw new Error(
    basename(path) === 'latest' && !(await exists(path))
      ? 'there is no trained model yet: run `npx nx run trainer:train` first, or name one with --model'
      : `${path} holds no model: name a run, or a folder with model.json and weights.bin`,
  );
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
