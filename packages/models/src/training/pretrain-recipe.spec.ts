import { describe, expect, it } from '@jest/globals';
import { defaultPretrainRecipes, pretrainRecipeSchema } from './pretrain-recipe.ts';

const { autoencoder } = defaultPretrainRecipes;

describe('pretrainRecipeSchema', () => {
  it.each(Object.entries(defaultPretrainRecipes))(
    'accepts the default recipe of %s as it is',
    (_, recipe) => {
      expect(pretrainRecipeSchema.parse(recipe)).toEqual(recipe);
    },
  );

  it('fills in what a corruption does not say', () => {
    const corruption = (value: unknown) =>
      pretrainRecipeSchema.parse({ ...autoencoder, corruption: value }).corruption;
    expect(corruption({ kind: 'noise', probability: 1 })).toEqual({
      ...{ kind: 'noise', probability: 1, snrDb: [-5, 20] },
    });
    expect(corruption({ kind: 'mask' })).toHaveProperty('bandMasks.count');
  });

  it.each([
    ['an unknown key', { mood: 'good' }, /mood/],
    [
      'an augmentation that needs labels',
      { augmentation: { ...autoencoder.augmentation, mixupAlpha: 1 } },
      /mixupAlpha/,
    ],
    ['a corruption that does not exist', { corruption: { kind: 'rain' } }, /corruption/],
    ['a key of another corruption', { corruption: { kind: 'mask', snrDb: [0, 1] } }, /snrDb/],
    ['ratios in the wrong order', { corruption: { kind: 'noise', snrDb: [5, 0] } }, /lowest, highest/],
    [
      'an architecture that learns from labels only',
      { architecture: { name: 'vanilla-conv' } },
      /architecture/,
    ],
  ])('refuses %s', (_, change, message) => {
    expect(() => pretrainRecipeSchema.parse({ ...autoencoder, ...change })).toThrow(message);
  });
});
