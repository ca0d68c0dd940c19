import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callTrainer } from './run-trainer.fixture.ts';

const TRACK = '0.000000\t1.500000\tspeech\n\\\t100.000000\t8000.000000\n1.500000\t2.000000\tnoise\n';
const TURNS =
  'SPEAKER a.wav 1 0.000000 1.500000 <NA> <NA> anna 0.900000 <NA>\n' +
  'SPEAKER b 1 1.000000 1.000000 <NA> <NA> bo <NA> <NA>\n';

let folder: string;
let track: string;
let turns: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-convert-'));
  track = join(folder, 'talk.txt');
  turns = join(folder, 'turns.rttm');
  await writeFile(track, TRACK);
  await writeFile(turns, TURNS);
});

afterAll(() => rm(folder, { recursive: true }));

const convert = (...args: string[]) => callTrainer(['convert', ...args]);

describe('convert', () => {
  it('prints a file in another format, and says what gets lost', async () => {
    const { code, stdout, stderr } = await convert(track, '--to', 'rttm');
    expect(code).toBe(0);
    expect(stdout.split('\n')[0]).toBe('SPEAKER talk 1 0.000000 1.500000 <NA> <NA> speech <NA> <NA>');
    expect(stderr).toBe(
      `warning: ${track}: RTTM has no place for frequencies: left out for 1 of 2 segments\n`,
    );
  });

  it('prints the recordings of all files where the format holds several', async () => {
    const { stdout } = await convert(track, turns, '--to', 'csv');
    expect(stdout.split('\n').map((line) => line.split(',')[0])).toEqual([
      'recording',
      'talk',
      'talk',
      'a.wav',
      'b',
      '',
    ]);
  });

  it('writes a file for each recording where the format holds one, and nothing else', async () => {
    const out = join(folder, 'grids');
    const { code, stdout } = await convert(
      turns,
      '--to',
      'textgrid',
      '--out',
      out,
      '--encoding',
      'utf-16',
      '--layout',
      'short',
    );
    expect(code).toBe(0);
    expect(stdout).toBe(['a', 'b'].map((name) => `${join(out, `${name}.TextGrid`)}\n`).join(''));
    expect((await readdir(out)).sort()).toEqual(['a.TextGrid', 'b.TextGrid']);
    const text = await readFile(join(out, 'b.TextGrid'), 'utf16le');
    expect(text).toContain('"IntervalTier"\n"label"\n0\n2\n2\n0\n1\n""\n1\n2\n"bo"\n');
    const back = await convert(join(out, 'a.TextGrid'), join(out, 'b.TextGrid'), '--to', 'rttm');
    expect(back.stdout).toBe(TURNS.replace('a.wav', 'a').replace('0.900000', '<NA>'));
  });

  it('passes on what a format needs to be told', async () => {
    const steps = await convert(track, '--to', 'tags', '--step', '0.5', '--classes', 's=speech, n=noise');
    expect(steps.stdout).toBe('s\ns\ns\nn\n');
    const table = join(folder, 'table.csv');
    await writeFile(table, 't0,t1,what\n1,2,x\n');
    const { stdout } = await convert(
      table,
      '--from',
      'csv',
      '--columns',
      'start=t0,end=t1,label=what',
      '--to',
      'uem',
      '--label',
      'x',
    );
    expect(stdout).toBe('table 1 1.000000 2.000000\n');
  });

  it('says which marks were skipped, and which recordings are left out', async () => {
    const points = join(folder, 'points.txt');
    await writeFile(points, '1\t1\tclick\n');
    const { code, stdout, stderr } = await convert(points, track, '--to', 'rttm');
    expect({ code, lines: stdout.split('\n').length }).toEqual({ code: 0, lines: 3 });
    expect(stderr.split('\n')).toEqual([
      `warning: ${points}: skipped 1 of 1 marks, without a length or without a label`,
      expect.stringMatching(/RTTM has no place for frequencies/),
      expect.stringMatching(/RTTM has no place for recordings without segments: left out points$/),
      '',
    ]);
    const grid = await convert(points, '--to', 'textgrid', '--duration', '3');
    expect(grid.stdout).toContain('xmax = 3');
    const one = join(folder, 'one.rttm');
    await writeFile(one, TURNS.split('\n')[1]!);
    expect((await convert(one, '--to', 'srt')).stderr).toMatch(
      /no place for the recording's name: left out b$/m,
    );
    expect((await convert(one, '--to', 'srt', '--out', join(folder, 'named'))).stderr).toBe('');
  });

  it('goes on after a file that can not be read', async () => {
    const bad = join(folder, 'bad.csv');
    await writeFile(bad, 'start,end\n1,2\n');
    const { code, stdout, stderr } = await convert(bad, turns, '--to', 'rttm');
    expect({ code, stdout }).toEqual({ code: 1, stdout: TURNS });
    expect(stderr).toMatch(/error: .*bad\.csv, line 1: there is no column for label/);
    expect(stderr).toMatch(/error: 1 could not be converted/);
  });

  it('never writes over what it reads, nor two recordings to one file', async () => {
    const same = await convert(track, '--to', 'audacity', '--out', folder);
    expect(same.stderr).toMatch(/would be written to .*talk\.txt, as would .*talk\.txt itself/);
    const twice = await convert(turns, turns, '--to', 'srt', '--out', join(folder, 'twice'));
    expect(twice.stderr).toMatch(/would be written to .*a\.srt, as would/);
    expect(await readFile(track, 'utf8')).toBe(TRACK);
    expect(await readdir(folder)).not.toContain('twice');
  });

  it.each([
    [['--to', 'docx'], /docx.*Allowed choices are audacity, /],
    [[], /required option '--to <format>'/],
    [['--to', 'srt'], /SRT holds one recording, and there are 2: name a folder for the files with --out/],
    [['--to', 'csv', '--columns', 'begin=x'], /there is no 'begin': expected some of recording, start/],
    [['--to', 'csv', '--classes', 'speech'], /expected name=value, separated by commas/],
    [
      ['--to', 'ten-vad', '--out', 'x', '--background', 'noise'],
      /label is "anna"; expected one of noise, speech/,
    ],
  ])('refuses %j', async (args, message) => {
    const { code, stderr } = await convert(turns, ...args);
    expect(code).toBe(1);
    expect(stderr).toMatch(message);
  });
});
