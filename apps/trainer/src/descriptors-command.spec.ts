import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultFeatures, descriptorColumns, descriptorNames, descriptors } from '@earmark/dsp';
import { readAudio } from '@earmark/dataset/node';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callTrainer, spawnTrainer } from './run-trainer.fixture.ts';
import { wav, warble } from './small-corpus.fixture.ts';

let folder: string;
let recording: string;
let out: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-descriptors-'));
  recording = join(folder, 'bird.wav');
  out = join(folder, 'tables');
  await writeFile(recording, wav(warble(2, 0.5, 1, 3)));
});

afterAll(() => rm(folder, { recursive: true }));

describe('descriptors', () => {
  it('writes every descriptor of every frame as CSV', async () => {
    const { code, stdout } = await spawnTrainer(['descriptors', recording, '--out', out]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: `${join(out, 'bird.csv')}\n` });
    const [header, ...lines] = (await readFile(join(out, 'bird.csv'), 'utf8')).trim().split('\n');
    expect(header).toBe(['time', ...descriptorColumns(descriptorNames)].join(','));
    expect(lines).toHaveLength(198);
    const { rms, zcr } = await descriptors(await readAudio(recording), defaultFeatures, ['rms', 'zcr']);
    const [time, ...values] = lines[100]!.split(',').map(Number);
    expect(time).toBe(1.0125);
    expect(Math.fround(values[0]!)).toBe(rms[100]);
    expect(Math.fround(values[2]!)).toBe(zcr[100]);
  }, 60_000);

  it('writes Parquet with the spectrogram, on the frames of a preset and with fields of its own', async () => {
    const fields = join(folder, 'features.json');
    await writeFile(fields, '{"hopLength": 320, "bands": 20}');
    const options = ['--names', 'rms, chroma', '--features', fields, '--format', 'parquet', '--spectrogram'];
    const { code, stderr } = await callTrainer(['descriptors', recording, '--out', out, ...options]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const bytes = await readFile(join(out, 'bird.parquet'), 'latin1');
    expect(bytes.slice(0, 4) + bytes.slice(-4)).toBe('PAR1PAR1');
    for (const text of ['chromaCSharp', 'band19_', 'earmark:version', '"hopLength":320'])
      expect(bytes).toContain(text);
    expect(bytes).not.toContain('mfcc');
  });

  it('goes on after a recording that can not be read, and leaves nothing of it behind', async () => {
    const bad = join(folder, 'bad.wav');
    const short = join(folder, 'short.wav');
    await writeFile(bad, 'this is no recording');
    await writeFile(short, wav(new Float32Array(100)));
    const mixed = join(folder, 'mixed');
    const { code, stderr } = await callTrainer(['descriptors', bad, short, recording, '--out', mixed]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/error: .*bad\.wav/);
    expect(stderr).toMatch(/error: .*short\.wav: the recording lasts 0\.0063 s/);
    expect(stderr).toMatch(/2 of 3 recordings could not be described/);
    expect(await readdir(mixed)).toEqual(['bird.csv']);
  });

  it.each([
    ['an unknown descriptor', ['--names', 'rms,mood'], /'mood' is unknown: expected some of rms/],
    ['an unknown format', ['--format', 'xlsx'], /xlsx.*csv, parquet/],
    ['a channel that is not there', ['--channel', '1'], /bird\.wav.*channel/],
    ['features that are none', ['--features', 'nowhere.json'], /nowhere\.json/],
    ['features of two kinds', ['--preset', 'origin', '--model', 'x'], /preset.*cannot be used with.*model/],
  ])('refuses %s in one line', async (_, args, message) => {
    const { code, stderr } = await callTrainer(['descriptors', recording, '--out', out, ...args]);
    expect(code).toBe(1);
    expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(message)]);
  });
});
