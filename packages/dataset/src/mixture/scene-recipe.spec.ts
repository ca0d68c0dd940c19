import { describe, expect, it } from '@jest/globals';
import { bandLimitNames } from './band-limits.ts';
import { defaultSceneRecipe, parseSceneRecipe } from './scene-recipe.ts';

describe('parseSceneRecipe', () => {
  it('completes what is left out, also within a part, and takes its own result', () => {
    const recipe = parseSceneRecipe({ snrDb: [0, 10], room: { probability: 1 } });
    expect(recipe).toEqual({
      ...defaultSceneRecipe,
      snrDb: [0, 10],
      room: { ...defaultSceneRecipe.room, probability: 1 },
    });
    expect(parseSceneRecipe(JSON.parse(JSON.stringify(recipe)))).toEqual(recipe);
    expect(defaultSceneRecipe.snrDb).toEqual([-5, 35]);
  });

  it('takes every band limit at a rate that holds more', () => {
    const recipe = { sampleRate: 48_000, bandLimit: { names: bandLimitNames } };
    expect(parseSceneRecipe(recipe).bandLimit.names).toEqual(bandLimitNames);
  });

  it('draws at 8 kHz only from the band limits that limit something there', () => {
    const names = ['telephone', 'gsm-full-rate', 'amr-nb', 'amr-wb', 'mp3-16'];
    expect(parseSceneRecipe({ sampleRate: 8000 }).bandLimit).toEqual({ probability: 0.25, names });
    const written = { sampleRate: 8000, bandLimit: { names: ['telephone', 'mp3-32'] } };
    expect(() => parseSceneRecipe(written)).toThrow(/"mp3-32" limits nothing at a sampleRate of 8000/);
  });

  it.each([
    ['an unknown key', { snr: [0, 10] }, /"snr".*Known keys: sampleRate, durationSeconds/],
    ['an unknown key of a part', { room: { size: 3 } }, /room.*"size"/],
    ['a range the wrong way round', { snrDb: [10, 0] }, /snrDb: expected \[low, high\]/],
    ['a range of three', { speed: [1, 1, 1] }, /speed/],
    ['a number that is none', { levelDb: [NaN, 0] }, /levelDb: 0: .*NaN/],
    ['infinity', { levelDb: [-Infinity, 0] }, /levelDb/],
    ['a probability above 1', { clipping: { probability: 2 } }, /clipping: probability/],
    ['half a talker', { talkers: [0.5, 1] }, /talkers: 0/],
    ['an unknown band limit', { bandLimit: { names: ['radio'] } }, /bandLimit: names: 0.*telephone/],
    ['no band limit to choose from', { bandLimit: { names: [] } }, /bandLimit: names/],
    [
      'a band limit that limits nothing',
      { bandLimit: { names: ['opus-wb'] } },
      /"opus-wb" limits nothing at a sampleRate of 16000/,
    ],
    [
      'scenes too short for a turn',
      { durationSeconds: [2, 9] },
      /durationSeconds: found 2 s .* expected 3.5 s/,
    ],
    ['something else', 'loud', /not a scene recipe/],
  ])('refuses %s', (_, value, message) => {
    expect(() => parseSceneRecipe(value)).toThrow(RangeError);
    expect(() => parseSceneRecipe(value)).toThrow(message);
  });
});
