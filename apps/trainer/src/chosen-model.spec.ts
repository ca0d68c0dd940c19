import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultModelFolder } from '@earmark/models/node';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chosenModel } from './chosen-model.ts';

let folder: string;
const initCwd = process.env['INIT_CWD'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-models-'));
  for (const model of ['lstm', 'run/model']) {
    await mkdir(join(folder, model), { recursive: true });
    await writeFile(join(folder, model, 'model.json'), '{}');
  }
});

afterAll(() => rm(folder, { recursive: true }));
afterAll(() => {
  if (initCwd === undefined) delete process.env['INIT_CWD'];
  else process.env['INIT_CWD'] = initCwd;
});

const shipped = [
  { name: 'lstm', folder: '/shipped/lstm' },
  { name: 'vanilla-conv', folder: '/shipped/vanilla-conv' },
];

describe('chosenModel', () => {
  it('takes the default where none is named', async () => {
    expect(await chosenModel(undefined, shipped)).toEqual({
      folder: defaultModelFolder(),
      line: expect.stringContaining('the default'),
    });
  });

  it('takes a path before a name, and a name before it gives up', async () => {
    const typedIn = async (where: string, named: string) => {
      process.env['INIT_CWD'] = where;
      return (await chosenModel(named, shipped)).folder;
    };
    expect(await typedIn(folder, 'run')).toBe(join(folder, 'run/model'));
    expect(await typedIn(folder, 'lstm')).toBe(join(folder, 'lstm'));
    expect(await typedIn(join(folder, 'run'), 'lstm')).toBe('/shipped/lstm');
    expect(await typedIn(folder, 'vanilla-conv')).toBe('/shipped/vanilla-conv');
  });

  it('names what there is where a model is neither', async () => {
    await expect(chosenModel('nowhere', shipped)).rejects.toThrow(
      /nowhere holds no model: .*; by name there are: lstm, vanilla-conv$/,
    );
  });
});
