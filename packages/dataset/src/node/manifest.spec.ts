import { mkdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { encodeText } from '../formats/text-encoding.ts';
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
    expect(recordings[0]).toMatchObject({
      columns: { path: 'audio/a.wav', kind: 'speech', split: 'train', speaker: 'ann' },
      uri: 'audio/a.wav',
      path: folder.path('audio/a.wav'),
      split: 'train',
      fold: undefined,
      group: 'ann',
      speaker: 'ann',
      recording: undefined,
      kind: 'speech',
      weight: 1,
      isWholeLabel: false,
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
    expect(recordings.map(({ isWholeLabel }) => isWholeLabel)).toEqual([false, false, false, true]);
    expect(recordings.map(({ split }) => split)).toEqual(['train', 'valid', undefined, 'test']);
    expect(recordings.map(({ group }) => group)).toEqual(['ann', 'bob', 'ann', 'audio/d.flac']);
    expect(recordings.map(({ annotation }) => annotation.segments.length)).toEqual([2, 1, 1, 1]);
    expect(recordings[3]?.annotation.segments).toEqual([{ start: 0, end: 1, label: 'noise' }]);
  });

  it('takes semicolons, tabs and UTF-16', async () => {
    for (const delimiter of [';', '\t']) {
      const rows = [
        ['path', 'label'],
        ['audio/a.wav', 'kräh'],
        ['audio/b.wav', 'x, y'],
      ];
      const manifest = await corpus(...rows.map((row) => row.join(delimiter)));
      expect((await readManifest(manifest)).labels).toEqual(['kräh', 'x, y']);
      await folder.write('manifest.csv', encodeText(await readFile(manifest, 'utf8'), 'utf-16'));
      expect((await readManifest(manifest)).labels).toEqual(['kräh', 'x, y']);
    }
  });

  it('takes the rows that are asked for, and does not open the others', async () => {
    const manifest = await corpus(
      'path,label,licence',
      'audio/a.wav,x,free',
      'audio/b.wav,y,free',
      'nowhere.wav,y,closed',
    );
    const { recordings } = await readManifest(manifest, { only: { licence: ['free'] } });
    expect(recordings.map(({ uri }) => uri)).toEqual(['audio/a.wav', 'audio/b.wav']);
    const chosen = (only: Record<string, string[]>) => readManifest(manifest, { only });
    await expect(chosen({ license: ['free'] })).rejects.toThrow(
      'no column "license" to choose by; found path, label, licence',
    );
    await expect(chosen({ licence: ['public'] })).rejects.toThrow(
      'no row has "public" as its licence; found free, closed',
    );
    await expect(chosen({ licence: ['closed'], label: ['x'] })).rejects.toThrow(
      'no row has all that was asked for',
    );
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
    [['sound', 'a'], 1, undefined, /there is no column "path"; found sound/],
    [['file,audio', 'a,b'], 1, undefined, /the columns "file" and "audio" both mean the path; expected one/],
    [['path,label,weight', 'audio/a.wav,x,0'], 2, 'weight', /found "0"; expected a number above 0/],
    [
      ['audio,class,Subset', 'audio/a.wav,x,trian'],
      2,
      'Subset',
      /found "trian"; expected train, valid, test/,
    ],
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
      /"ann" is in test, and in line 2 in train; expected a speaker, recording or group in one split/,
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

  it('reads fold, weight, group and recording, and columns by other names', async () => {
    const manifest = await corpus(
      'File,class,subset,speaker_id,recording,group,fold,weight',
      'audio/a.wav,x,dev,ann,tape 1,,1,2.5',
      'audio/b.wav,y,,bob,tape 1,,2,',
      'audio/c.wav,y,test,,,choir,,1e-3',
    );
    const { recordings } = await readManifest(manifest);
    expect(recordings.map(({ split, fold, weight }) => [split, fold, weight])).toEqual([
      ['valid', '1', 2.5],
      [undefined, '2', 1],
      ['test', undefined, 0.001],
    ]);
    expect(recordings.map(({ group, recording }) => [group, recording])).toEqual([
      ['ann', 'tape 1'],
      ['ann', 'tape 1'],
      ['choir', undefined],
    ]);
  });

  it('reads JSON lines as it reads CSV', async () => {
    await corpus('path');
    const lines = [
      { audio_filepath: 'audio/a.wav', label: 'x', weight: 2, notes: ['ignored'] },
      { audio_filepath: 'audio/b.wav', label: 'y', split: null },
    ].map((row) => JSON.stringify(row));
    const manifest = await folder.write('manifest.jsonl', `${lines.join('\n\n')}\n`);
    const { recordings, labels } = await readManifest(manifest);
    expect(labels).toEqual(['x', 'y']);
    expect(recordings.map(({ uri, weight }) => [uri, weight])).toEqual([
      ['audio/a.wav', 2],
      ['audio/b.wav', 1],
    ]);
  });

  it.each([
    ['{"path": "audio/a.wav"', /line 1: not JSON: .*; expected one object per line/],
    ['\n["audio/a.wav"]', /line 2: found \["audio\/a\.wav"\]; expected an object/],
    ['{"path": "audio/a.wav", "label": ["x"]}', /line 1, column label: found \["x"\]; expected text/],
    ['{"path": "audio/none.wav", "label": "x"}', /line 1, column path: .*none\.wav: there is no such file/],
  ])('refuses the JSON lines %j', async (text, message) => {
    await corpus('path');
    await expect(readManifest(await folder.write('manifest.jsonl', text))).rejects.toThrow(message);
  });

  it('renames labels, and leaves out recordings of which nothing is left', async () => {
    const manifest = await corpus('path,label', 'audio/a.wav,dog', 'audio/b.wav,cat', 'audio/c.wav,talk');
    const { recordings, labels } = await readManifest(manifest, {
      labels: { speech: ['talk'], noise: ['dog'], '-': ['*'] },
    });
    expect(labels).toEqual(['noise', 'speech']);
    expect(recordings.map(({ uri }) => uri)).toEqual(['audio/a.wav', 'audio/c.wav']);
    await expect(readManifest(manifest, { labels: { speech: ['talk'] } })).rejects.toThrow(
      /manifest\.csv: the label mapping says nothing about "cat", "dog"/,
    );
  });

  it('takes splits from elsewhere instead of its own, and checks those', async () => {
    const manifest = await corpus(
      'path,label,split,speaker',
      'audio/a.wav,x,train,ann',
      'audio/b.wav,y,test,ann',
    );
    const all = (split: 'valid') => ({
      resplit: () =>
        new Map([
          ['audio/a.wav', split],
          ['audio/b.wav', split],
        ]),
    });
    const { recordings } = await readManifest(manifest, all('valid'));
    expect(recordings.map(({ split }) => split)).toEqual(['valid', 'valid']);
    await expect(readManifest(manifest)).rejects.toThrow(/"ann" is in test/);
    expect((await readManifest(manifest, { allowLeakage: true })).recordings).toHaveLength(2);
  });

  it('goes on after problems where they are asked for', async () => {
    await folder.write('bad.txt', '0\t0.5\tx\n0.5\tx\ty\n');
    await folder.write('both.txt', '0\t0.6\tnoise\n0.5\t1\tspeech\n');
    const manifest = await corpus(
      'path,label_path,split,speaker',
      'audio/a.wav,both.txt,train,ann',
      'audio/none.wav,both.txt,,',
      'audio/b.wav,bad.txt,,',
      'audio/c.wav,both.txt,test,ann',
      'audio/c.wav,both.txt,test,ann',
    );
    const problems: string[] = [];
    const onProblem = ({ message }: ManifestError) => problems.push(message);
    const { recordings } = await readManifest(manifest, { onProblem });
    expect(recordings.map(({ uri }) => uri)).toEqual(['audio/a.wav', 'audio/c.wav']);
    expect(problems).toEqual([
      expect.stringMatching(/line 6, column path: "audio\/c\.wav" is also in line 5/),
      expect.stringMatching(/line 3, column path: .*none\.wav: there is no such file/),
      expect.stringMatching(/line 4, column label_path: .*bad\.txt, line 2/),
    ]);
  });

  it('refuses a manifest that is not there', async () => {
    await expect(readManifest(folder.path('none.csv'))).rejects.toThrow(
      /none\.csv: there is no such file; expected a CSV manifest/,
    );
    await expect(readManifest(folder.path('.'))).rejects.toThrow(ManifestError);
  });
});
