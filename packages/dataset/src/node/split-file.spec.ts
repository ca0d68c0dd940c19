import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { encodeText } from '../formats/text-encoding.ts';
import { useFolder } from './recordings.fixture.ts';
import { readSplitFile, splitsFromFile, writeSplitFile } from './split-file.ts';

const folder = useFolder();
const rows = [
  { uri: 'b, "new".wav', group: 'bob', split: 'test' },
  { uri: 'c.wav', group: 'cid', split: 'train' },
  { uri: 'a.wav', group: 'cid', split: 'train' },
] as const;

describe('split files', () => {
  it('are sorted, readable and come back as they were', async () => {
    const path = folder.path('split.csv');
    await writeSplitFile(path, rows);
    expect(await readFile(path, 'utf8')).toBe(
      'uri,group,split\na.wav,cid,train\nc.wav,cid,train\n"b, ""new"".wav",bob,test\n',
    );
    expect(new Set(await readSplitFile(path))).toEqual(new Set(rows));
  });

  it('are not written with a group in two splits', async () => {
    const path = folder.path('leaky.csv');
    await expect(writeSplitFile(path, [...rows, { uri: 'd', group: 'cid', split: 'test' }])).rejects.toThrow(
      '"cid" is in train and in test; expected a group in one split',
    );
    await expect(readFile(path)).rejects.toThrow('ENOENT');
  });

  it('take a recording without a group for one of its own, and are read as spreadsheets save them', async () => {
    const text = '\ufeffuri;group;split\na.wav;;train\nü.wav;;test\n';
    for (const bytes of [text, encodeText(text.slice(1), 'utf-16')])
      expect(await readSplitFile(await folder.write('split.csv', bytes))).toEqual([
        { uri: 'a.wav', group: 'a.wav', split: 'train' },
        { uri: 'ü.wav', group: 'ü.wav', split: 'test' },
      ]);
    const latin = Uint8Array.of(...Buffer.from('uri,group,split\n'), 0xfc);
    await expect(readSplitFile(await folder.write('split.csv', latin))).rejects.toThrow(
      /split\.csv, line 2: byte 16 is 0xfc; expected text in UTF-8\. Save the file as UTF-8$/,
    );
  });

  it('split a corpus, and refuse one they do not know', async () => {
    await writeSplitFile(folder.path('split.csv'), rows);
    const split = await splitsFromFile(folder.path('split.csv'));
    expect(split([{ uri: 'c.wav' }]).get('c.wav')).toBe('train');
    expect(() => split([{ uri: 'a.wav' }, { uri: 'x.wav' }])).toThrow(
      /split\.csv: there is no line for 1 of 2 recordings, such as "x\.wav"; expected one for each/,
    );
  });

  it.each([
    ['uri,split\n', /split\.csv, line 1: there is no column "group"/],
    ['uri,group,split\na,g,trian\n', /line 2, column split: found "trian"; expected train, valid, test/],
    ['uri,group,split\na,g,train\na,g,train\n', /line 3, column uri: "a" is also in line 2/],
    [
      'uri,group,split\na,g,train\nb,g,test\n',
      /line 3, column split: "g" is in test, and in line 2 in train/,
    ],
  ])('refuse %j', async (text, message) => {
    await expect(readSplitFile(await folder.write('split.csv', text))).rejects.toThrow(message);
    await expect(readSplitFile(folder.path('none.csv'))).rejects.toThrow(
      /no such file; expected a split file/,
    );
  });
});
