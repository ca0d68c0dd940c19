import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { featurePresets, parseFeatureSpec, type FeatureSpec } from '@earmark/dsp';
import { readContract } from '@earmark/models';
import { Option } from 'commander';
import { fromWhereTyped } from './paths.ts';
import { modelFolder } from './run-folder.ts';

/** What a person said of the features they want. */
export interface FeatureOptions {
  readonly preset: keyof typeof featurePresets;
  readonly features?: string;
  readonly model?: string;
}

/** The options that say which features: of a preset, with fields of their own, or of a model. */
export const featureOptions = (): Option[] => [
  new Option('--preset <name>', 'features')
    .choices(Object.keys(featurePresets))
    .default('default')
    .conflicts('model'),
  new Option('--features <file>', "JSON with fields to be used instead of the preset's").conflicts('model'),
  new Option('--model <folder>', "take this run's or model's features instead"),
];

/** @throws Error naming the file or model where it can't be read, or its features are wrong */
export async function chosenFeatures({
  preset,
  features: file,
  model,
}: FeatureOptions): Promise<FeatureSpec> {
  if (model !== undefined) {
    const folder = await modelFolder(fromWhereTyped(model));
    return readContract(await readFile(join(folder, 'model.json'), 'utf8'), folder).features;
  }
  if (file === undefined) return featurePresets[preset];
  try {
    const fields: unknown = JSON.parse(await readFile(fromWhereTyped(file), 'utf8'));
    return parseFeatureSpec({ ...featurePresets[preset], ...(fields as Partial<FeatureSpec>) });
  } catch (cause) {
    throw new Error(`${file}: ${(cause as Error).message}`, { cause });
  }
}
