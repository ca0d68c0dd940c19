import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/**
 * What a JSON file changes of a recipe.
 *
 * @param schema of the whole recipe
 * @param fixed keys that the file must leave alone, and why
 * @throws Error where the file cannot be read, is no JSON, or has a key that is unknown, fixed or out of range; it names the file
 * @example await readRecipeChanges(recipeSchema, 'short.json') // { epochs: 2 }
 */
export async function readRecipeChanges<Shape extends z.core.$ZodLooseShape>(
  schema: z.ZodObject<Shape>,
  path: string,
  fixed?: { readonly keys: readonly string[]; readonly why: string },
): Promise<Partial<z.output<z.ZodObject<Shape>>>> {
  try {
    const changes = schema.partial().parse(JSON.parse(await readFile(path, 'utf8')));
    const refused = fixed?.keys.filter((key) => key in changes) ?? [];
    if (refused.length > 0) throw new Error(`${refused.join(' and ')} cannot be changed, as ${fixed!.why}`);
    return changes as Partial<z.output<z.ZodObject<Shape>>>;
  } catch (error) {
    const faults =
      error instanceof z.ZodError
        ? error.issues.map((issue) => [...issue.path, issue.message].join(': ')).join('; ')
        : (error as Error).message;
    const known = Object.keys(schema.shape).filter((key) => !fixed?.keys.includes(key));
    throw new Error(`${path} is no recipe: ${faults}; known keys: ${known.join(', ')}`, { cause: error });
  }
}
