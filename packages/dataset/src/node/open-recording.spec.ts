import { mkdir } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { DecodeError } from './decode-error.ts';
import { openRecording, readAudio } from './open-recording.ts';
import { oddFiles } from './odd-files.fixture.ts';
import { flacBytes, sine, useFolder, wavBytes } from './recordings.fixture.ts';

const folder = useFolder();
const onPosix = process.platform === 'win32' ? it.skip : it;

describe('openRecording', () => {
  it('goes by content, not by name', async () => {
    const flac = await folder.write('a.wav', await flacBytes([Int32Array.of(1, 2, 3)], { sampleRate: 8000 }));
    expect((await openRecording(flac)).sampleRate).toBe(8000);
    const wav = await folder.write('b.txt', wavBytes([[0.5]], { sampleRate: 22_050 }));
    expect((await openRecording(wav)).sampleRate).toBe(22_050);
  });

  it('can be read more than once', async () => {
    const recording = await openRecording(await folder.write('a.wav', wavBytes([[0.25, 0.5]])));
    for (let round = 0; round < 2; round += 1) {
      const { value } = await recording.chunks().next();
      expect([...(value as Float32Array)]).toEqual([0.25, 0.5]);
    }
  });

  it.each([
    ['an empty file', '', /the file is empty; expected a recording: WAV, FLAC, MP3/],
    ['text', 'start\tend', /found a file that begins with "start\\tend"; expected a recording: WAV, FLAC/],
    [
      'text in UTF-16',
      Buffer.from('\ufeffstart\tend'.repeat(200), 'utf16le'),
      /found a file that begins with/,
    ],
    ['a playlist', '#EXTM3U\nhttp://localhost/', /found a file that begins with "#EXTM3U/],
    ['a list for ffmpeg', "ffconcat version 1.0\nfile 'a'", /found a file that begins with "ffconcat/],
    ['a picture', Buffer.from('\0\0\0\x20ftypavif'), /found a file that begins with/],
    ['tags alone', 'ID3\x04\0\0\0\0\0\x04abcd', /found a file that begins with "ID3/],
    ['half a RIFF header', 'RIFF\0\0', /found a file that begins with/],
  ])('refuses %s under the name of a WAV file', async (_, bytes, message) => {
    const path = await folder.write('x.wav', bytes);
    await expect(openRecording(path)).rejects.toThrow(DecodeError);
    await expect(openRecording(path)).rejects.toThrow(message);
    await expect(openRecording(path)).rejects.toThrow(path);
  });

  it.each([-1, 2, 0.5, NaN])('refuses channel %d of two', async (channel) => {
    const path = await folder.write('a.wav', wavBytes([[0.5], [0.25]]));
    await expect(openRecording(path, { channel })).rejects.toThrow(
      new DecodeError(
        path,
        `there is no channel ${channel}; expected 0 to 1, as the recording has 2, counted from 0`,
      ),
    );
  });

  it('refuses a missing file and a folder', async () => {
    await expect(openRecording(folder.path('none.wav'))).rejects.toThrow(
      /none\.wav: there is no such file; check the path/,
    );
    await mkdir(folder.path('folder.wav'));
    await expect(openRecording(folder.path('folder.wav'))).rejects.toThrow(/folder\.wav: not a file/);
    await expect(openRecording(folder.path('folder.wav'))).rejects.toThrow(DecodeError);
  });

  onPosix('refuses a pipe, a device and a link to nothing, and waits for none', async () => {
    const { pipe, link } = await oddFiles(folder);
    for (const path of [pipe, '/dev/zero']) {
      await expect(openRecording(path)).rejects.toThrow(DecodeError);
      await expect(openRecording(path)).rejects.toThrow(`${path}: not a file; expected a recording`);
    }
    await expect(openRecording(link)).rejects.toThrow(`${link}: there is no such file; check the path`);
  });
});

describe('readAudio', () => {
  it('joins the pieces', async () => {
    const samples = sine(40_000, 100, 16_000);
    const audio = await readAudio(await folder.write('a.wav', wavBytes([samples], { encoding: 'float32' })));
    expect(audio).toEqual({ samples, sampleRate: 16_000 });
  });
});
