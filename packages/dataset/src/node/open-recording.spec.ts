import { mkdir } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { DecodeError } from './decode-error.ts';
import { openRecording, readAudio } from './open-recording.ts';
import { flacBytes, sine, useFolder, wavBytes } from './recordings.fixture.ts';

const folder = useFolder();

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
    ['an empty file', '', /the file is empty; expected a WAV file/],
    [
      'text',
      'start\tend',
      /found a file that begins with "start\\tend"; expected a WAV file \(PCM or float samples\) or a FLAC file/,
    ],
    ['Ogg', 'OggS\0\x02\0\0', /found an Ogg file; .*ffmpeg/],
    ['MP3', Buffer.from('ID3\x03\0\0\0\0'), /found an MP3 file/],
    ['MP3 without tags', Buffer.from([0xff, 0xfb, 0x90, 0]), /found an MP3 file/],
    ['M4A', Buffer.from('\0\0\0\x20ftypM4A '), /found an MP4 \(M4A\) file/],
    ['AIFF', 'FORM\0\0\0\0AIFF', /found an AIFF file/],
    ['AVI', 'RIFF\0\0\0\0AVI ', /found a RIFF file that is not WAVE/],
    ['RF64', 'RF64\0\0\0\0WAVE', /found a WAV file of the RF64 or RIFX kind/],
    ['half a RIFF header', 'RIFF\0\0', /found a file that begins with/],
  ])('refuses %s under the name of a WAV file', async (_, bytes, message) => {
    const path = await folder.write('x.wav', bytes);
    await expect(openRecording(path)).rejects.toThrow(DecodeError);
    await expect(openRecording(path)).rejects.toThrow(message);
    await expect(openRecording(path)).rejects.toThrow(path);
  });

  it('refuses a missing file and a folder', async () => {
    await expect(openRecording(folder.path('none.wav'))).rejects.toThrow(
      /none\.wav: there is no such file; check the path/,
    );
    await mkdir(folder.path('folder.wav'));
    await expect(openRecording(folder.path('folder.wav'))).rejects.toThrow(/folder\.wav: not a file/);
    await expect(openRecording(folder.path('folder.wav'))).rejects.toThrow(DecodeError);
  });
});

describe('readAudio', () => {
  it('joins the pieces', async () => {
    const samples = sine(40_000, 100, 16_000);
    const audio = await readAudio(await folder.write('a.wav', wavBytes([samples], { encoding: 'float32' })));
    expect(audio).toEqual({ samples, sampleRate: 16_000 });
  });
});
