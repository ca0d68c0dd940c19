import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The shipped model that is used where a person names none. */
export const defaultModelName = 'dilated-conv';

/** As far from the source as from the build. */
const PRETRAINED = fileURLToPath(new URL('../../pretrained', import.meta.url));

/** A model that comes with the package. */
export interface PretrainedModel {
  readonly name: string;
  /** Holds `model.json`, `weights.bin` and `card.md`. */
  readonly folder: string;
}

/**
 * The models that come with this package, by name. Each is an artifact as `readArtifact` reads it, with a card that says on what it
 * was trained, how good it is, and where it is not.
 *
 * @param pretrainedFolder holds one folder for each model; the package's own where it is left out
 * @returns those that are there: none where the folder is missing
 * @example (await pretrainedModels()).map(({ name }) => name) // ['autoencoder', 'dilated-conv', 'lstm', 'vanilla-conv']
 */
export async function pretrainedModels(pretrainedFolder: string = PRETRAINED): Promise<PretrainedModel[]> {
  const models: PretrainedModel[] = [];
  for (const name of (await readdir(pretrainedFolder).catch(() => [])).sort()) {
    const folder = join(pretrainedFolder, name);
    const isModel = await stat(join(folder, 'model.json')).catch(() => undefined);
    if (isModel) models.push({ name, folder });
  }
  return models;
}

/**
 * The folder of the model that is used where a person names none.
 *
 * @example await readArtifact(defaultModelFolder())
 */
export const defaultModelFolder = (): string => join(PRETRAINED, defaultModelName);
