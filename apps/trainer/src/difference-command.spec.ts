import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decode } from 'fast-png';
import { callTrainer } from './run-trainer.fixture.ts';
import { wav, warble } from './small-corpus.fixture.ts';

let folder: string;
let a: string;
let louder: string;
let late: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-difference-'));
  [a, louder, late] = ['a', 'louder', 'late'].map((name) => join(folder, `${name}.wav`)) as [
    string,
    string,
    string,
  ];
  const sound = warble(4, 1, 2, 3);
  await writeFile(a, wav(sound));
  await writeFile(louder, wav(sound.map((sample) => 2 * sample)));
  await writeFile(late, wav(sound.subarray(8000)));
});

afterAll(() => rm(folder, { recursive: true }));

describe('difference', () => {
  it('draws the difference, and says how large it is', async () => {
    const [picture, bands] = [join(folder, 'out/louder.png'), join(folder, 'out/bands.csv')];
    const result = await callTrainer(['difference', a, louder, '--out', picture, '--bands', bands]);
    expect(result).toMatchObject({ code: 0, stderr: '' });
    // Twice as loud is 6.02 dB, but for the rounding of quiet samples to 16 bits.
    expect(result.stdout).toMatch(/398 frames, 3\.98 s: mean difference 6\.0\d dB, largest \d+\.\d\d dB at/);
    expect(decode(await readFile(picture))).toMatchObject({ depth: 8 });
    const rows = (await readFile(bands, 'utf8')).trim().split('\n');
    expect(rows).toHaveLength(65);
    expect(rows[0]).toBe('band,hertz,mean,largest');
    expect(rows[5]).toMatch(/^4,\d+\.\d,6\.0\d+,\d+\.\d+$/);
  });

  it.each([
    ['told', ['--offset', '0.5']],
    ['found', ['--align', '1']],
  ])('is none between a recording and a part of it, once the offset is %s', async (_, args) => {
    const picture = join(folder, 'late.svg');
    const { code, stdout } = await callTrainer(['difference', a, late, '--out', picture, ...args]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/348 frames, 3\.48 s: mean difference 0\.00 dB, largest 0\.00 dB/);
    if (args[0] === '--align') expect(stdout).toMatch(/B begins 0\.500 s after A; .*correlate by 1\.000/);
    const svg = await readFile(picture, 'utf8');
    expect(svg).toMatch(/^<svg/);
    expect(svg).toContain('|A − B| (dB)');
  });

  it.each([
    ['later', '0.5', 1.2, 0.5, 4],
    ['earlier', '-0.5', 0.2, 0, 3.5],
  ])('counts the time of A where B begins %s', async (_, offset, clickSeconds, from, to) => {
    // Silence but for a click, which only A has.
    const [clicked, silent, picture] = ['clicked.wav', 'silent.wav', 'click.svg'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    const samples = new Float32Array(4 * 16_000);
    samples[16_000 * clickSeconds] = 1;
    await writeFile(clicked, wav(samples));
    await writeFile(silent, wav(new Float32Array(4 * 16_000)));
    const args = ['difference', clicked, silent, '--offset', offset, '--out', picture];
    const { code, stdout } = await callTrainer(args);
    expect(code).toBe(0);
    const at = /largest .* at ([\d.]+) s of A and \d+ Hz/.exec(stdout)?.[1];
    expect(Math.abs(Number(at) - clickSeconds)).toBeLessThan(0.013);
    const svg = await readFile(picture, 'utf8');
    const [, first, last] = /<desc>Spectrogram from ([\d.]+) to ([\d.]+) s/.exec(svg)!;
    expect(Number(first)).toBe(from);
    expect(Math.abs(Number(last) - to)).toBeLessThan(0.01);
    expect(svg).toContain('time of A (s)');
  });

  it('doubts an alignment of recordings that have nothing in common', async () => {
    const other = join(folder, 'other.wav');
    await writeFile(other, wav(warble(4, 0, 0, 8)));
    const options = ['--align', '1', '--out', join(folder, 'other.png')];
    const { code, stderr } = await callTrainer(['difference', a, other, ...options]);
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(/warning: the recordings hardly resemble each other/),
    });
  });

  it.each([
    ['a picture of another kind', ['--out', 'x.jpg'], /x\.jpg.*\.png or \.svg/],
    ['an offset beyond the end', ['--out', 'x.png', '--offset', '9'], /late\.wav begins 9 s after .*a\.wav/],
    ['offset and alignment at once', ['--out', 'x.png', '--offset', '1', '--align'], /cannot be used with/],
  ])('refuses %s in one line, and writes nothing', async (_, args, message) => {
    const inFolder = args.map((arg) => (/^x\./.test(arg) ? join(folder, arg) : arg));
    const { code, stderr } = await callTrainer(['difference', a, late, ...inFolder]);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(message)]);
    expect((await readdir(folder)).filter((name) => name.startsWith('x.'))).toEqual([]);
  });
});
