import { mkdir } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { isRecording } from './is-recording.ts';
import { flacBytes, useFolder, wavBytes } from './recordings.fixture.ts';

const folder = useFolder();

describe('isRecording', () => {
  it('goes by content', async () => {
    expect(await isRecording(await folder.write('a.bin', wavBytes([[0.5]])))).toBe(true);
    expect(await isRecording(await folder.write('b', await flacBytes([Int32Array.of(1)])))).toBe(true);
    expect(await isRecording(await folder.write('c.txt', '0\t1\tspeech\n'))).toBe(false);
    expect(await isRecording(await folder.write('d.mp3', ''))).toBe(false);
  });

  it('takes a name at its word, so that a broken recording is not passed over', async () => {
    expect(await isRecording(await folder.write('broken.FLAC', 'x'))).toBe(true);
  });

  it('takes a folder for none', async () => {
    await mkdir(folder.path('folder'));
    expect(await isRecording(folder.path('folder'))).toBe(false);
  });
});
