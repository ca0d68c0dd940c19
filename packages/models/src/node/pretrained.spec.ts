import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { defaultModelFolder, defaultModelName, pretrainedModels } from './pretrained.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-pretrained-'));
  for (const name of ['one', 'other', 'unfinished']) await mkdir(join(folder, name));
  for (const name of ['other', 'one']) await writeFile(join(folder, name, 'model.json'), '{}');
  await writeFile(join(folder, 'README.md'), '');
});

afterAll(() => rm(folder, { recursive: true }));

describe('pretrainedModels', () => {
  it('lists the folders that hold a model, by name', async () => {
    expect(await pretrainedModels(folder)).toEqual([
      { name: 'one', folder: join(folder, 'one') },
      { name: 'other', folder: join(folder, 'other') },
    ]);
  });

  it('is empty where there is no such folder', async () => {
    expect(await pretrainedModels(join(folder, 'nowhere'))).toEqual([]);
  });
});

describe('defaultModelFolder', () => {
  it('lies in a folder of the package that its list of files names', async () => {
    const packageFolder = join(import.meta.dirname, '../..');
    const { files } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8'));
    expect(files).toContain(relative(packageFolder, dirname(defaultModelFolder())));
    expect(defaultModelFolder()).toBe(join(packageFolder, 'pretrained', defaultModelName));
  });
});
