import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encoderOf, selectBackend } from '@earmark/models';
import { writeArtifact, writeEncoder } from '@earmark/models/node';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listModels, modelFolder } from './model-folders.ts';
import { untrainedClassifier, writePretrained } from './run.fixture.ts';

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

describe('a run named as a model that comes along', () => {
  const named = (name: string) => ({
    runsFolder: path.join(folder, name),
    pretrainedFolder: path.join(folder, 'pretrained'),
  });
  const model = (name: string) => path.join(folder, name, 'dilated-conv/model');

  it('hides it by its name, and leaves the default as it is', async () => {
    await writeArtifact(model('classifiers'), untrainedClassifier('2026-01-01T00:00:00Z'));
    const list = await listModels(named('classifiers'));
    expect(list.models.map(({ name, origin }) => [name, origin])).toEqual([
      ['dilated-conv', 'run'],
      ['default', 'shipped'],
      ['first', 'shipped'],
    ]);
    expect(list).toMatchObject({ default: 'default', latest: 'dilated-conv', unreadable: [] });
    expect(await modelFolder(named('classifiers'), 'dilated-conv')).toBe(model('classifiers'));
    expect(await modelFolder(named('classifiers'), 'default')).toBe(
      path.join(folder, 'pretrained/dilated-conv'),
    );
  });

  it('hides nothing where it knows no labels, and is no damaged model', async () => {
    await writeEncoder(model('encoders'), encoderOf(untrainedClassifier('2026-01-01T00:00:00Z')));
    const list = await listModels(named('encoders'));
    expect(list.models.map(({ name }) => name)).toEqual(['dilated-conv', 'first']);
    expect(list).toMatchObject({ default: 'dilated-conv', latest: null, unreadable: [] });
  });

  it('hides nothing where it is damaged', async () => {
    await mkdir(model('damaged'), { recursive: true });
    await writeFile(path.join(model('damaged'), 'model.json'), '{');
    const list = await listModels(named('damaged'));
    expect(list).toMatchObject({ default: 'dilated-conv', unreadable: [{ name: 'dilated-conv' }] });
    for (const name of ['default', 'dilated-conv'])
      expect(await modelFolder(named('damaged'), name)).toBe(path.join(folder, 'pretrained/dilated-conv'));
  });
});
