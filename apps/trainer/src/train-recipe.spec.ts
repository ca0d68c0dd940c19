import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultDilatedConv, defaultRecipe, defaultRecipes, windowSpecOf } from '@earmark/models';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fineTuningRecipe, trainRecipe } from './train-recipe.ts';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'earmark-recipe-'))));
afterAll(() => rm(folder, { recursive: true }));

async function file(changes: object): Promise<string> {
  const path = join(folder, `${JSON.stringify(changes).length}.json`);
  await writeFile(path, JSON.stringify(changes));
  return path;
}

describe('trainRecipe', () => {
  it('is the default where nobody says otherwise', async () => {
    expect(await trainRecipe()).toEqual(defaultRecipe);
    expect(await trainRecipe('lstm')).toEqual(defaultRecipes.lstm);
  });

  it('begins with the defaults of the architecture that is named, on the command line or in the file', async () => {
    expect(await trainRecipe('lstm', await file({ epochs: 2 }))).toEqual({
      ...defaultRecipes.lstm,
      epochs: 2,
    });
    const architecture = { ...defaultDilatedConv, channels: 8 };
    const recipe = await trainRecipe(undefined, await file({ architecture }));
    expect(recipe).toEqual({ ...defaultRecipes['dilated-conv'], architecture });
    expect(windowSpecOf(recipe.architecture, recipe.windowFrames).hop).toBe(4);
  });

  it('refuses a file about another architecture, and keys that it does not know', async () => {
    const dilated = await file({ architecture: defaultDilatedConv });
    await expect(trainRecipe('lstm', dilated)).rejects.toThrow(
      /is a recipe of dilated-conv, and --architecture is lstm: choose one of the two/,
    );
    await expect(trainRecipe('lstm', await file({ mood: 'good' }))).rejects.toThrow(
      /is no recipe: .*mood.*known keys: architecture, windowFrames/,
    );
  });
});

describe('fineTuningRecipe', () => {
  const network = { architecture: { ...defaultDilatedConv, channels: 8 }, windows: { frames: 265, hop: 4 } };

  it('keeps the network, and learns it in smaller steps', async () => {
    const { learningRate, ...recipe } = await fineTuningRecipe(network);
    const standard = defaultRecipes['dilated-conv'];
    expect(learningRate).toBeCloseTo(standard.learningRate / 10, 12);
    expect(recipe).toEqual({
      ...standard,
      learningRate: undefined,
      architecture: network.architecture,
      windowFrames: 265,
    });
  });

  it('lets a file change all but the network', async () => {
    expect(await fineTuningRecipe(network, await file({ learningRate: 0.5, epochs: 3 }))).toMatchObject({
      learningRate: 0.5,
      epochs: 3,
      windowFrames: 265,
    });
    const other = await file({ architecture: defaultDilatedConv, windowFrames: 9 });
    await expect(fineTuningRecipe(network, other)).rejects.toThrow(
      /architecture and windowFrames cannot be changed, as the network of --from has its own; known keys: spanFrames/,
    );
  });
});
