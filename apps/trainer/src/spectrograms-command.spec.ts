import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeFlac, readAudio } from '@earmark/dataset/node';
import { defaultFeatures, specHash } from '@earmark/dsp';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callTrainer } from './run-trainer.fixture.ts';
import { wav, warble } from './small-corpus.fixture.ts';

const hash = specHash(defaultFeatures);
let folder: string;
let recording: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-spectrograms-'));
  recording = join(folder, 'bird.wav');
  await writeFile(recording, wav(warble(2, 0.5, 1, 3)));
});

afterAll(() => rm(folder, { recursive: true }));

describe('spectrograms', () => {
  it('goes on after a recording that can not be read, and leaves nothing of it behind', async () => {
    const [bad, short, out] = ['bad.wav', 'short.wav', 'mixed'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    await writeFile(bad, 'this is no recording');
    await writeFile(short, wav(new Float32Array(100)));
    const { code, stderr } = await callTrainer(['spectrograms', bad, short, recording, '--out', out]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/error: .*bad\.wav/);
    expect(stderr).toMatch(/error: .*short\.wav: the recording lasts 0\.0063 s/);
    expect(stderr).toMatch(/2 of 3 recordings could not be drawn, see above/);
    expect((await readdir(out)).filter((name) => !/_\d{8}\.png$/.test(name)).sort()).toEqual([
      `bird_${hash}.figure.png`,
      `bird_${hash}.png`,
    ]);
  });

  it('stops at Ctrl+C, also where there are more recordings', async () => {
    const [other, out] = [join(folder, 'other.wav'), join(folder, 'stopped')];
    await writeFile(other, wav(warble(2, 0, 1, 8)));
    const before = process.listenerCount('SIGINT');
    const interrupt = () => {
      if (process.listenerCount('SIGINT') > before) process.emit('SIGINT');
      else setImmediate(interrupt);
    };
    setImmediate(interrupt);
    const { code, stderr } = await callTrainer(['spectrograms', recording, other, '--out', out]);
    expect({ code, stderr }).toMatchObject({
      code: 130,
      stderr: expect.stringMatching(/stopped before .*bird\.wav was done/),
    });
    expect((await readdir(out)).filter((name) => name.startsWith('other'))).toEqual([]);
  });

  it.each([
    ['whole', []],
    ['up to a time behind its end', ['--to', '5.9']],
  ])('ends the figure of a file that is cut off where its sound ends: %s', async (name, args) => {
    const [cut, out] = [join(folder, 'cut.flac'), join(folder, `cut ${name}`)];
    const bytes = await encodeFlac(warble(6, 1, 2, 5), 16_000);
    await writeFile(cut, bytes.subarray(0, bytes.length >> 1));
    const there = (await readAudio(cut)).samples.length / 16_000;
    const { code, stderr } = await callTrainer(['spectrograms', cut, '--out', out, '--svg', ...args]);
    expect({ code, stderr }).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/cut off: the header promises 6\.000 s/),
    });
    const figure = (await readdir(out)).find((file) => file.endsWith('.svg'))!;
    const [, end] = /<desc>Spectrogram from 0 to ([\d.]+) s/.exec(await readFile(join(out, figure), 'utf8'))!;
    expect(Number(end)).toBeCloseTo(there, 3);
    expect(there).toBeLessThan(4);
  });

  it.each([
    ['no stretch', ['--from', '1', '--to', '1'], /^error: --to is 1 and --from 1: expected an end after/],
    ['a stretch that ends at 0', ['--to', '0'], /^error: --to is 0 and --from 0: expected an end after/],
  ])('refuses %s before it opens a recording', async (_, args, message) => {
    const out = join(folder, 'refused');
    const { code, stderr } = await callTrainer([
      'spectrograms',
      join(folder, 'none.wav'),
      '--out',
      out,
      ...args,
    ]);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(message)]);
    expect(await readdir(folder)).not.toContain('refused');
  });
});
