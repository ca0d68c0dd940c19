import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { EncoderContract } from '@earmark/models';
import { readEncoder } from '@earmark/models/node';
import { z } from 'zod';
import { pretrainSettingsSchema, type PretrainSettings } from '../pretrain-settings.ts';
import { trainSettingsSchema, type TrainSettings } from '../train-settings.ts';

/** One training that a network went through. */
export interface TrainingStep {
  /** The run's name, or that of the model. */
  readonly name: string;
  /** Nothing where the folder of the model is no run's. */
  readonly settings: TrainSettings | PretrainSettings | undefined;
  readonly provenance: EncoderContract['provenance'];
}

/**
 * All that made a network: the trainings that it started from, the first one first, and its own.
 *
 * @param model its folder
 * @param weightsHash SHA-256 that its weights are expected to have
 * @throws Error where a network that it started from is gone or has changed since, or its settings can't be read
 * @example (await trainingSteps('runs/readout/model')).map(({ name }) => name) // ['pretrained', 'readout']
 */
export async function trainingSteps(model: string, weightsHash?: string): Promise<TrainingStep[]> {
  if (weightsHash !== undefined) await assertUnchanged(model, weightsHash);
  const { contract, network } = await readEncoder(model);
  network.dispose();
  const run = dirname(model);
  const isRun = basename(model) === 'model' && (await stat(join(run, 'run.json')).catch(() => undefined));
  const settings = isRun ? await readSettings(join(run, 'run.json')) : undefined;
  const from = settings && 'from' in settings ? settings.from : undefined;
  return [
    ...(from ? await trainingSteps(from.model, from.weightsHash) : []),
    { name: basename(isRun ? run : model), settings, provenance: contract.provenance },
  ];
}

async function readSettings(path: string): Promise<TrainSettings | PretrainSettings> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    // Only a pre-training's recipe says how examples are spoiled.
    const { recipe } = z.object({ recipe: z.object({}).loose().optional() }).parse(value);
    return recipe && 'corruption' in recipe
      ? pretrainSettingsSchema.parse(value)
      : trainSettingsSchema.parse(value);
  } catch (cause) {
    const problem = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw new Error(`${path} does not say what made the run: ${problem}; train it again`, { cause });
  }
}

async function assertUnchanged(model: string, expected: string): Promise<void> {
  const weights = await readFile(join(model, 'weights.bin')).catch(() => undefined);
  const hash = weights && createHash('sha256').update(weights).digest('hex');
  if (hash === expected) return;
  throw new Error(
    `the run started from ${model}, which ${hash ? 'holds other weights now' : 'is gone'}: a card tells all that made a model; train it again`,
  );
}
