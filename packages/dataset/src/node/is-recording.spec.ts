import { mkdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { isRecording } from './is-recording.ts';
import { oddFiles } from './odd-files.fixture.ts';
import { flacBytes, frozen, frozenPath, useFolder, wavBytes } from './recordings.fixture.ts';

const folder = useFolder();
const onPosix = process.platform === 'win32' ? it.skip : it;

describe('isRecording', () => {
  it('goes by content', async () => {
    expect(await isRecording(await folder.write('a.bin', wavBytes([[0.5]])))).toBe(true);
    expect(await isRecording(await folder.write('b', await flacBytes([Int32Array.of(1)])))).toBe(true);
    expect(await isRecording(await folder.write('c.txt', '0\t1\tspeech\n'))).toBe(false);
    expect(await isRecording(await folder.write('d', Buffer.from('\0\0\0\x20ftypM4A ')))).toBe(true);
    for (const name of Object.keys(frozen.recordings)) {
      expect(await isRecording(await folder.write('e', await readFile(frozenPath(name))))).toBe(true);
    }
  });

  it.each([
    'broken.FLAC',
    'b.mp3',
    'b.ogg',
    'b.oga',
    'b.opus',
    'b.m4a',
    'b.webm',
    'b.aiff',
    'b.mka',
    'b.mp4',
    'b.mp2',
    'b.au',
    'b.wv',
  ])('takes a name at its word, so that a broken recording is not passed over: %s', async (name) => {
    expect(await isRecording(await folder.write(name, 'x'))).toBe(true);
  });

  it('takes a folder for none', async () => {
    await mkdir(folder.path('folder'));
    expect(await isRecording(folder.path('folder'))).toBe(false);
    await mkdir(folder.path('folder.wav'));
    expect(await isRecording(folder.path('folder.wav'))).toBe(false);
  });

  it.each(['gone', 'gone.wav'])('takes a file that is not there for none: %s', async (name) => {
    expect(await isRecording(folder.path(name))).toBe(false);
  });

  onPosix('takes a pipe, a device and links to nothing for none', async () => {
    for (const path of [...Object.values(await oddFiles(folder)), '/dev/zero'])
      expect(await isRecording(path)).toBe(false);
  });
});
