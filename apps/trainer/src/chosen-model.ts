import { defaultModelFolder, defaultModelName, type PretrainedModel } from '@earmark/models/node';
import { fromWhereTyped } from './paths.ts';
import { modelFolder } from './run-folder.ts';

/** A model, and one line for a person that says which it is. */
export interface ChosenModel {
  readonly folder: string;
  readonly line: string;
}

/**
 * The model that a person named, by a path or by the name of one that comes along; the default one where nothing is named. A path
 * that holds a model comes before a name.
 *
 * @param named as typed
 * @param shipped the models that come along
 * @throws Error where it is neither; the message lists what there is
 * @example (await chosenModel('lstm', await pretrainedModels())).line // 'lstm, which comes with Earmark'
 */
export async function chosenModel(
  named: string | undefined,
  shipped: readonly PretrainedModel[],
): Promise<ChosenModel> {
  if (named === undefined)
    return {
      folder: defaultModelFolder(),
      line: `${defaultModelName}, the default; --model names another one`,
    };
  try {
    const folder = await modelFolder(fromWhereTyped(named));
    return { folder, line: folder };
  } catch (error) {
    const found = shipped.find(({ name }) => name === named);
    if (found) return { folder: found.folder, line: `${named}, which comes with Earmark` };
    const names = shipped.map(({ name }) => name).join(', ') || 'none';
    throw new Error(`${(error as Error).message}; by name there are: ${names}`, { cause: error });
  }
}
