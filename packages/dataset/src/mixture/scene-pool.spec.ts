import { describe, expect, it } from '@jest/globals';
import { createScenePool, type SceneSource } from './scene-pool.ts';
import { SceneError } from './scene-error.ts';
import { noise, recordings, speech } from './scene-sources.fixture.ts';

const sources = recordings.map(({ source }) => source);
const uris = (groups: readonly (readonly SceneSource[])[]) =>
  groups.map((members) => members.map(({ uri }) => uri));

describe('createScenePool', () => {
  it('holds one split, in groups, whatever the order', () => {
    const pool = createScenePool(sources, 'train');
    expect(uris(pool.speech)).toEqual([['ann-1', 'ann-2'], ['bob'], ['cem']]);
    expect(uris(pool.noise)).toEqual([['rain'], ['street']]);
    expect(uris(pool.music)).toEqual([['band']]);
    expect(createScenePool(sources.toReversed(), 'train')).toEqual(pool);
  });

  const [ann] = sources;
  const { source: rain } = noise('rain', 2);
  it.each([
    ['a source twice', [ann!, ann!], /ann-1: is there twice/],
    [
      'a group in two splits',
      [ann!, speech('ann-3', 'ann', 'test').source],
      /ann-3: its group "ann" is in test, and with ann-1 in train/,
    ],
    [
      'speech in noise',
      [{ ...rain, speech: [{ start: 1, end: 2 }] }],
      /rain: somebody speaks at 1 s; expected noise/,
    ],
    ['speech without speech', [{ ...ann!, speech: [] }], /ann-1: no speech was found/],
    [
      'speech beyond the end',
      [{ ...ann!, speech: [{ start: 4, end: 5 }] }],
      /ann-1: speech from 4 to 5 s; .* 4.5 s/,
    ],
    [
      'spans that overlap',
      [
        {
          ...ann!,
          speech: [
            { start: 1, end: 3 },
            { start: 2, end: 4 },
          ],
        },
      ],
      /speech from 2 to 4 s/,
    ],
    ['spans without length', [{ ...ann!, speech: [{ start: 1, end: NaN }] }], /speech from 1 to NaN s/],
    [
      'speech where nothing is labelled',
      [{ ...ann!, labelled: [{ start: 0, end: 2 }] }],
      /speech from 1.5 to 2.7 s; expected it within one labelled stretch/,
    ],
    ['an empty recording', [{ ...rain, durationSeconds: 0 }], /rain: it lasts 0 s/],
    ['no sample rate', [{ ...rain, sampleRate: NaN }], /rain: its sample rate is NaN/],
    [
      'no source of the split',
      [speech('dan', 'dan', 'test').source],
      /train: none of 1 sources is in this split/,
    ],
    ['no source at all', [], /none of 0 sources/],
  ])('refuses %s', (_, bad: readonly SceneSource[], message) => {
    expect(() => createScenePool(bad, 'train')).toThrow(SceneError);
    expect(() => createScenePool(bad, 'train')).toThrow(message);
  });
});
