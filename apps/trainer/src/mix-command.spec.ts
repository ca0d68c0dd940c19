import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '@earmark/dataset';
import { readManifest } from '@earmark/dataset/node';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callTrainer } from './run-trainer.fixture.ts';
import { wav } from './small-corpus.fixture.ts';

let folder: string;
let recipe: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-mix-'));
  for (const kind of ['voices', 'noises']) await mkdir(join(folder, kind));
  for (let index = 0; index < 4; index++) {
    const random = createRandom(index);
    const buzz = Float32Array.from({ length: 24_000 }, (_, i) =>
      i > 8000 && i < 20_000 ? 0.2 * ((i % (90 + index)) / 45 - 1) : 0.0005 * random.normal(),
    );
    await writeFile(join(folder, `voices/${index}.wav`), wav(buzz));
    const hiss = Float32Array.from({ length: 48_000 }, () => 0.05 * random.normal());
    await writeFile(join(folder, `noises/${index}.wav`), wav(hiss));
  }
  await writeFile(join(folder, 'voices/silent.wav'), wav(new Float32Array(24_000)));
  recipe = join(folder, 'recipe.json');
  await writeFile(
    recipe,
    JSON.stringify({ durationSeconds: [4, 5], turnSeconds: [0.5, 2], noiseOnlyShare: 0.3 }),
  );
});

afterAll(() => rm(folder, { recursive: true }));

const mix = (out: string, ...more: string[]) =>
  callTrainer([
    ...['mix', '--speech', join(folder, 'voices'), '--noise', join(folder, 'noises')],
    ...['--recipe', recipe, '--out', join(folder, out), ...more],
  ]);

describe('mix', () => {
  it('makes a corpus to train on from recordings without labels', async () => {
    const { code, stdout, stderr } = await mix('scenes', '--scenes', '3', '--splits', 'train,test');
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${join(folder, 'scenes/manifest.csv')}\n` });
    expect(stderr).toMatch(/left out .*silent\.wav: no speech was found in it/);
    const { recordings, labels } = await readManifest(join(folder, 'scenes/manifest.csv'));
    expect(labels).toEqual(['noise', 'speech']);
    expect(recordings.map(({ split }) => split)).toEqual([
      ...Array(3).fill('train'),
      ...Array(3).fill('test'),
    ]);
    for (const { durationSeconds } of recordings) {
      expect(durationSeconds).toBeGreaterThan(3.99);
      expect(durationSeconds).toBeLessThan(5.01);
    }
    const sources = async (split: string) => {
      const names = await readdir(join(folder, 'scenes', split));
      const plans = names.filter((name) => name.endsWith('.json'));
      const texts = plans.map((name) => readFile(join(folder, 'scenes', split, name), 'utf8'));
      return new Set((await Promise.all(texts)).flatMap((text) => text.match(/"uri": "[^"]+"/g)!));
    };
    const [train, test] = [await sources('train'), await sources('test')];
    expect(train.size).toBeGreaterThan(1);
    expect([...train].filter((uri) => test.has(uri))).toEqual([]);
  });

  it('makes the same scenes again', async () => {
    for (const out of ['once', 'twice']) expect((await mix(out, '--scenes', '1')).code).toBe(0);
    for (const name of await readdir(join(folder, 'once/train')))
      expect(await readFile(join(folder, 'once/train', name))).toEqual(
        await readFile(join(folder, 'twice/train', name)),
      );
  });

  it('refuses what it can not use, in one line each', async () => {
    await writeFile(join(folder, 'bad.json'), '{"snr": [0, 10]}');
    const bad = await callTrainer([
      'mix',
      '--data',
      folder,
      '--recipe',
      join(folder, 'bad.json'),
      '--out',
      folder,
    ]);
    expect(bad).toMatchObject({ code: 1, stderr: expect.stringMatching(/^error: .*bad\.json: .*"snr"/) });
    const nothing = await callTrainer(['mix', '--out', join(folder, 'none')]);
    expect(nothing).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^error: there is nothing to mix/),
    });
    const split = await mix('none', '--splits', 'best');
    expect(split).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/expected some of train, valid, test/),
    });
    const noNoise = await callTrainer([
      ...['mix', '--speech', join(folder, 'voices'), '--out', join(folder, 'none'), '--scenes', '1'],
    ]);
    expect(noNoise.code).toBe(1);
    expect(noNoise.stderr).toMatch(/^error: train: the split has no noise and no music/m);
    expect(await readdir(folder)).not.toContain('none');
    const noSpeech = await callTrainer([
      ...['mix', '--noise', join(folder, 'noises'), '--out', join(folder, 'none'), '--splits', 'train,test'],
    ]);
    expect(noSpeech).toMatchObject({ code: 1, stdout: '' });
    expect(noSpeech.stderr.match(/^error: .*/gm)).toEqual([
      expect.stringMatching(/train: the split has no speech; expected some, or a noiseOnlyShare of 1/),
    ]);
  });
});
