import { mkdir } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { readManifest } from './manifest.ts';
import { ManifestError } from './manifest-error.ts';
import { flacBytes, sine, useFolder, wavBytes } from './recordings.fixture.ts';

const folder = useFolder();
const TRACK = '0.000000\t0.500000\tnoise\n0.500000\t1.000000\tspeech\n';

/** Four recordings of a second each with labels, and a manifest of the given lines. */
async function corpus(...lines: string[]): Promise<string> {
  await mkdir(folder.path('audio'), { recursive: true });
  for (const name of ['a', 'b', 'c'])
    await folder.write(`audio/${name}.wav`, wavBytes([sine(16_000, 300, 16_000)]));
  await folder.write('audio/d.flac', await flacBytes([new Int32Array(16_000)]));
  await folder.write('audio/track.txt', TRACK);
  return folder.write('manifest.csv', `${lines.join('\n')}\n`);
}

async function failure(...lines: string[]): Promise<ManifestError> {
  const manifest = await corpus(...lines);
  const error = await readManifest(manifest).then(
    () => new Error('it was accepted'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof ManifestError)) throw error;
  expect(error.message).toContain(manifest);
  return error;
}

describe('readManifest', () => {
  it('reads labels from files and columns', async () => {
    await corpus('path');
    await folder.write('audio/b.csv', 'start,end,label\n0,0.25,speech\n');
    const judged = {
      uri: 'c',
      durationSeconds: 1,
      labels: ['speech'],
      segments: [{ start: 0, end: 1, label: 'speech' }],
    };
    await folder.write('audio/c.json', JSON.stringify(judged));
    const manifest = await corpus(
      'path,label_path,label,kind,split,speaker,note',
      'audio/a.wav,audio/track.txt,,speech,train,ann,',
      'audio/b.wav,audio/b.csv,,mixed,valid,bob,"x, y"',
      'audio/c.wav,audio/c.json,,speech,,ann,',
      'audio/d.flac,,,music,test,,',
    );
    const { recordings, labels } = await readManifest(manifest);
    expect(labels).toEqual(['noise', 'speech']);
    expect(recordings[0]).toEqual({
      uri: 'audio/a.wav',
      path: folder.path('audio/a.wav'),
      split: 'train',
      group: 'ann',
      kind: 'speech',
      durationSeconds: 1,
      annotation: {
        uri: 'audio/a.wav',
        kind: 'reference',
        segments: [
          { start: 0, end: 0.5, label: 'noise' },
          { start: 0.5, end: 1, label: 'speech' },
        ],
      },
    });
    expect(recordings.map(({ split }) => split)).toEqual(['train', 'valid', undefined, 'test']);
    expect(recordings.map(({ group }) => group)).toEqual(['ann', 'bob', 'ann', 'audio/d.flac']);
    expect(recordings.map(({ annotation }) => annotation.segments.length)).toEqual([2, 1, 1, 1]);
    expect(recordings[3]?.annotation.segments).toEqual([{ start: 0, end: 1, label: 'noise' }]);
  });

  it('needs only path and label', async () => {
    const manifest = await corpus('label,path', 'cough,audio/a.wav', 'laughter,audio/b.wav');
    const { recordings, labels } = await readManifest(manifest);
    expect(labels).toEqual(['cough', 'laughter']);
    expect(recordings[1]).toMatchObject({ split: undefined, group: 'audio/b.wav', kind: '' });
  });

  it('clips labels that end a little late, and counts the background as a class', async () => {
    const manifest = await corpus('path,label_path', 'audio/a.wav,late.txt');
    await folder.write('late.txt', '0.2\t1.04\tspeech\n1.01\t1.05\tspeech\n');
    const { recordings, labels } = await readManifest(manifest, { background: 'silence' });
    expect(recordings[0]?.annotation.segments).toEqual([{ start: 0.2, end: 1, label: 'speech' }]);
    expect(labels).toEqual(['silence', 'speech']);
    await expect(readManifest(manifest, { background: 'speech' })).rejects.toThrow('only the label "speech"');
  });

  it.each([
    [['file', 'a'], 1, undefined, /there is no column "path"; found file/],
    [['path,label', 'audio/a.wav'], 2, undefined, /the row has 1 values; expected 2/],
    [['path,label', ',x'], 2, 'path', /the value is empty; expected the path of a recording/],
    [['path,label', 'audio/a.wav,x', 'audio/none.wav,x'], 3, 'path', /none\.wav: there is no such file/],
    [
      ['path,label', 'audio/track.txt,x'],
      2,
      'path',
      /track\.txt: found a file that begins with .*; expected a recording/,
    ],
    [
      ['path,label', 'audio/a.wav,x', 'audio/b.wav,y', './audio/a.wav,x'],
      4,
      'path',
      /"\.\/audio\/a\.wav" is also in line 2/,
    ],
    [
      ['path,label,split', 'audio/a.wav,x,trian'],
      2,
      'split',
      /found "trian"; expected train, valid, test or nothing/,
    ],
    [
      ['path,kind', 'audio/a.wav,speech'],
      2,
      'label',
      /says nothing about its labels and kind is "speech"; expected a label_path/,
    ],
    [['path,label', 'audio/a.wav,"a\tb"'], 2, 'label', /label is "a\\tb"; expected the name of a class/],
    [['path,label_path', 'audio/a.wav,none.txt'], 2, 'label_path', /none\.txt: there is no such label file/],
    [['path,label_path', 'audio/a.wav,audio'], 2, 'label_path', /audio: EISDIR/],
    [
      ['path,label_path', 'audio/a.wav,bad.txt'],
      2,
      'label_path',
      /bad\.txt, line 2: end is "x"; expected a number/,
    ],
    [
      ['path,label_path', 'audio/a.wav,long.txt'],
      2,
      'label_path',
      /"speech" from 0\.2 s ends at 1\.06 s; expected no more than the recording's 1\.000000 s/,
    ],
    [
      ['path,label_path', 'audio/a.wav,both.txt'],
      2,
      'label_path',
      /both\.txt: "noise" \(0 to 0\.6 s\) and "speech" \(0\.5 to 1 s\) overlap/,
    ],
    [
      [
        'path,label,split,speaker',
        'audio/a.wav,x,train,ann',
        'audio/b.wav,y,test,bob',
        'audio/c.wav,y,test,ann',
      ],
      4,
      'split',
      /"ann" is in test, and in line 2 in train; expected a speaker in one split/,
    ],
    [
      ['path,label', 'audio/a.wav,x', 'audio/b.wav,x'],
      undefined,
      undefined,
      /only the label "x"; expected two classes or more. Add .* background option/,
    ],
    [['path,label'], undefined, undefined, /the corpus has no labels; expected two classes/],
  ])('refuses %j', async (lines, line, column, message) => {
    await folder.write('bad.txt', '0\t0.5\tx\n0.5\tx\ty\n');
    await folder.write('long.txt', '0.2\t1.06\tspeech\n');
    await folder.write('both.txt', '0\t0.6\tnoise\n0.5\t1\tspeech\n');
    const error = await failure(...lines);
    expect(error.message).toMatch(message);
    expect(error.line).toBe(line);
    expect(error.column).toBe(column);
    if (line !== undefined)
      expect(error.message).toContain(`manifest.csv, line ${line}${column ? `, column ${column}` : ''}: `);
  });

  it('refuses a manifest that is not there', async () => {
    await expect(readManifest(folder.path('none.csv'))).rejects.toThrow(
      /none\.csv: there is no such file; expected a CSV manifest/,
    );
    await expect(readManifest(folder.path('.'))).rejects.toThrow(ManifestError);
  });
});
