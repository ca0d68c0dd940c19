import {
  defaultRecipe,
  defaultRecipes,
  recipeSchema,
  type ArchitectureName,
  type EncoderContract,
  type Recipe,
} from '@earmark/models';
import { readRecipeChanges } from './recipe-changes.ts';

/** A trained network needs smaller steps, or it forgets what it knows before it has learned anything. */
const FINE_TUNING_LEARNING_RATE = 0.1;

/**
 * How a network is trained from scratch: the default recipe of its architecture, with what a JSON file changes of it.
 *
 * @param path of the file, if there is one; it may choose the architecture as well
 * @throws Error as `readRecipeChanges`, and where the file is about another architecture
 * @example await trainRecipe('lstm', 'short.json') // the recipe of an lstm, but with the epochs of short.json
 */
export async function trainRecipe(architecture?: ArchitectureName, path?: string): Promise<Recipe> {
  if (path === undefined) return architecture ? defaultRecipes[architecture] : defaultRecipe;
  const changes = await readRecipeChanges(recipeSchema, path);
  const own = changes.architecture?.name;
  if (architecture && own && own !== architecture)
    throw new Error(
      `${path} is a recipe of ${own}, and --architecture is ${architecture}: choose one of the two`,
    );
  const name = architecture ?? own;
  return { ...(name ? defaultRecipes[name] : defaultRecipe), ...changes };
}

/**
 * How all weights of a trained network are fine-tuned: the default recipe of its architecture with a tenth of the learning rate, and
 * what a JSON file changes of it.
 *
 * @throws Error as `readRecipeChanges`, and where the file asks for another network
 * @example (await fineTuningRecipe(encoder.contract)).learningRate // 0.0002
 */
export async function fineTuningRecipe(
  { architecture, windows }: Pick<EncoderContract, 'architecture' | 'windows'>,
  path?: string,
): Promise<Recipe> {
  const { learningRate, ...recipe } = defaultRecipes[architecture.name];
  const fixed = { keys: ['architecture', 'windowFrames'], why: 'the network of --from has its own' };
  const changes = path === undefined ? {} : await readRecipeChanges(recipeSchema, path, fixed);
  return {
    ...recipe,
    learningRate: FINE_TUNING_LEARNING_RATE * learningRate,
    architecture,
    windowFrames: windows.frames,
    ...changes,
  };
}
