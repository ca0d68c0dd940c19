import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encodeText } from '../formats/text-encoding.ts';
import { readAnnotations, readLabelFile } from './recording-labels.ts';

let folder: string;
const write = async (name: string, data: string | Uint8Array) => {
  await writeFile(join(folder, name), data);
  return join(folder, name);
};
const MEETINGS =
  'SPEAKER talk 1 0 1.5 <NA> <NA> anna <NA> <NA>\nSPEAKER other.wav 1 0 1 <NA> <NA> bo <NA> <NA>\n';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'earmark-labels-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('readLabelFile', () => {
  it('reads any format, whatever its encoding', async () => {
    const grid =
      'File type = "ooTextFile"\nObject class = "TextGrid"\n\n0 2 <exists> 1 "IntervalTier" "a" 0 2 1 0 2 "é"';
    const path = await write('a.TextGrid', encodeText(grid, 'utf-16'));
    expect(await readLabelFile(path)).toEqual({
      uri: path,
      kind: 'reference',
      segments: [{ start: 0, end: 2, label: 'é' }],
    });
  });

  it('takes a classification for a reference, and an empty label track for one', async () => {
    const segments = [{ start: 0, end: 1, label: 'noise', confidence: 0.9 }];
    const judged = { uri: 'a.wav', durationSeconds: 1, labels: ['noise'], segments };
    expect(await readLabelFile(await write('a.json', JSON.stringify(judged)))).toMatchObject({
      kind: 'reference',
      segments,
    });
    expect((await readLabelFile(await write('empty.txt', ''))).segments).toEqual([]);
  });

  it('takes the recording of the same name from a file with several', async () => {
    const { segments } = await readLabelFile(await write('other.rttm', MEETINGS));
    expect(segments).toEqual([{ start: 0, end: 1, label: 'bo' }]);
    await expect(readLabelFile(await write('third.rttm', MEETINGS))).rejects.toThrow(
      /third\.rttm: it holds 2 recordings \(talk, other\.wav\); expected one, or one that is called third$/,
    );
  });

  it('says of which file it leaves marks out that label no time', async () => {
    const said: string[] = [];
    const path = await write('points.txt', '0\t1\tsong\n2\t2\tclick\n');
    const { segments } = await readLabelFile(path, { onSkip: (message) => said.push(message) });
    expect(segments).toEqual([{ start: 0, end: 1, label: 'song' }]);
    expect(said).toEqual([`${path}: skipped 1 of 2 marks, without a length or without a label`]);
  });

  it('names the file that is missing, of no known format, or no text', async () => {
    await expect(readLabelFile(join(folder, 'no.txt'))).rejects.toThrow(
      /no\.txt: there is no such label file/,
    );
    await expect(readLabelFile(await write('a.bin', 'hello'))).rejects.toThrow(/a\.bin: .*no known format/);
    await expect(readLabelFile(await write('l1.txt', Uint8Array.of(0x30, 0xf6)))).rejects.toThrow(
      /l1\.txt, line 1: byte 1/,
    );
  });
});

describe('readAnnotations', () => {
  it('reads all recordings, in the format that is said, with its options', async () => {
    expect((await readAnnotations(await write('all.rttm', MEETINGS))).map(({ uri }) => uri)).toEqual([
      'talk',
      'other.wav',
    ]);
    const path = await write('steps.txt', 's\nn\n');
    expect((await readAnnotations(path, 'tags', { stepSeconds: 1 }))[0]?.segments).toHaveLength(2);
  });
});
