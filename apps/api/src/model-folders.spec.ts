import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { selectBackend } from '@earmark/models';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listModels, modelFolder } from './model-folders.ts';
import { writePretrained } from './run.fixture.ts';

let folder: string;

beforeAll(async () => {
  await selectBackend('cpu');
  folder = await mkdtemp(path.join(tmpdir(), 'earmark-models-'));
  await writePretrained(path.join(folder, 'pretrained'));
  await mkdir(path.join(folder, 'nothing'));
});

afterAll(() => rm(folder, { recursive: true }));

describe('without any run', () => {
  it('lists what comes along, and takes the default', async () => {
    const folders = {
      runsFolder: path.join(folder, 'runs'),
      pretrainedFolder: path.join(folder, 'pretrained'),
    };
    const list = await listModels(folders);
    expect(list).toMatchObject({ default: 'dilated-conv', latest: null, unreadable: [] });
    expect(list.models.map(({ name }) => name)).toEqual(['dilated-conv', 'first']);
    expect(await modelFolder(folders, 'default')).toBe(path.join(folder, 'pretrained/dilated-conv'));
    await expect(modelFolder(folders, 'latest')).rejects.toThrow('Known are: dilated-conv, first.');
  });

  it('says what to do where nothing comes along either', async () => {
    const folders = { runsFolder: path.join(folder, 'runs'), pretrainedFolder: path.join(folder, 'nothing') };
    expect(await listModels(folders)).toEqual({ default: null, latest: null, models: [], unreadable: [] });
    await expect(modelFolder(folders, 'default')).rejects.toThrow('train one first');
  });
});
