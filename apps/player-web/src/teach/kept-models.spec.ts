import 'fake-indexeddb/auto';
import { describe, expect, it } from '@jest/globals';
import { openKeptModels, type KeptModel } from './kept-models.ts';

let databases = 0;
const shelf = () => openKeptModels(`models-${databases++}`);

const model = (name: string, keptAt: string, weight = 1): KeptModel => ({
  name,
  keptAt,
  labels: ['bird', 'noise'],
  modelJson: '{}',
  weights: Uint8Array.of(weight),
});

describe('openKeptModels', () => {
  it('lists what was kept, the newest first, without weights', async () => {
    const models = await shelf();
    await models.keep(model('a', '2026-01-01'));
    await models.keep(model('b', '2026-01-02'));
    expect(await models.list()).toEqual([
      { name: 'b', labels: ['bird', 'noise'], keptAt: '2026-01-02' },
      { name: 'a', labels: ['bird', 'noise'], keptAt: '2026-01-01' },
    ]);
  });

  it('reads, replaces and removes', async () => {
    const models = await shelf();
    await models.keep(model('a', '2026-01-01', 1));
    await models.keep(model('a', '2026-01-02', 2));
    expect(await models.list()).toHaveLength(1);
    expect((await models.read('a')).weights).toEqual(Uint8Array.of(2));
    await models.remove('a');
    expect(await models.list()).toEqual([]);
    await expect(models.read('a')).rejects.toThrow('The model a is not kept in this browser any more');
  });

  it('says so where a model can’t be kept, and lists none', async () => {
    const models = await shelf();
    const unstorable = {
      ...model('a', '2026-01-01'),
      weights: (() => 0) as unknown as Uint8Array<ArrayBuffer>,
    };
    await expect(models.keep(unstorable)).rejects.toThrow('could not be kept');
    expect(await models.list()).toEqual([]);
  });
});
