import { describe, expect, it } from '@jest/globals';
import { defaultRecipe, recipeSchema } from './recipe.ts';

describe('recipeSchema', () => {
  it('takes a recipe without what is optional, and adds nothing', () => {
    // So the key of a checkpoint, which names the recipe, stays that of an older version.
    expect(JSON.stringify(recipeSchema.parse(defaultRecipe))).toBe(JSON.stringify(defaultRecipe));
    expect(Object.keys(defaultRecipe.augmentation)).toEqual([
      'gainDb',
      'tiltDb',
      'shiftBands',
      'mixProbability',
      'snrDb',
    ]);
  });

  it('takes masks, mixup and balance', () => {
    const masks = { count: 2, widest: 20 };
    const augmentation = {
      ...defaultRecipe.augmentation,
      timeMasks: masks,
      bandMasks: masks,
      mixupAlpha: 0.2,
    };
    const recipe = { ...defaultRecipe, balance: 'labels', augmentation };
    expect(recipeSchema.parse(recipe)).toEqual(recipe);
  });

  it.each([
    ['a key that it does not know', { timeMask: { count: 1, widest: 2 } }],
    ['half a mask', { timeMasks: { count: 1 } }],
    ['a mask without width', { bandMasks: { count: 1, widest: 0 } }],
    ['mixup of nothing', { mixupAlpha: 0 }],
  ])('refuses %s', (_, changes) => {
    const augmentation = { ...defaultRecipe.augmentation, ...changes };
    expect(() => recipeSchema.parse({ ...defaultRecipe, augmentation })).toThrow(Object.keys(changes)[0]);
  });
});
