import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, readFile, rm } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DecodeError } from '../decode-error.ts';
import { openRecording } from '../open-recording.ts';
import { frozenPath, readWithWarnings, sine, useFolder, wavBytes } from '../recordings.fixture.ts';
import { oggChecksum } from './ogg-pages.ts';

const folder = useFolder();
const M4A = Buffer.from('\0\0\0\x20ftypM4A \0\0\0\0M4A mp42isom\0\0\0\0', 'latin1');
const STEREO = { streams: [{ sample_rate: '8000', channels: 2, duration: '0.5' }], format: {} };
const REAL = 'ffmpeg';
const ffmpeg = (...options: string[]) => spawnSync(REAL, options).status;
const hasFfmpeg = ffmpeg('-version') === 0;
const environment = { ...process.env };

afterEach(() => {
  process.env = { ...environment };
});

/** Programs in place of ffprobe and ffmpeg; each notes down what it was called with. */
async function pretend({ probe = JSON.stringify(STEREO), decode = '' }): Promise<void> {
  const program = async (name: string, body: string) => {
    const note = `require('fs').writeFileSync(__filename + '.args', JSON.stringify(process.argv.slice(2)));`;
    const path = await folder.write(`programs/${name}`, `#!${process.execPath}\n${note}\n${body}\n`);
    await chmod(path, 0o755);
  };
  await mkdir(folder.path('programs'), { recursive: true });
  await program('ffprobe', `console.log(${JSON.stringify(probe)})`);
  await program('ffmpeg', decode);
  process.env['EARMARK_FFMPEG'] = folder.path('programs/ffmpeg');
}

async function calledWith(name: string): Promise<string[]> {
  return JSON.parse(await readFile(folder.path(`programs/${name}.args`), 'utf8')) as string[];
}

/** A program that writes 4,000 instants of two channels, 0.5 and 0.25, in pieces that end within a sample. */
const HALF_A_SECOND = `
  const bytes = Buffer.from(new Float32Array(8000).map((_, index) => (index % 2 ? 0.25 : 0.5)).buffer);
  for (let at = 0; at < bytes.length; at += 1001) process.stdout.write(bytes.subarray(at, at + 1001));`;

describe('without ffmpeg', () => {
  beforeEach(() => {
    process.env['EARMARK_FFMPEG'] = 'no-such-ffmpeg';
  });

  it.each([
    [
      'M4A',
      M4A,
      /an MP4 \(M4A\) file, which is read through ffmpeg, and there is no "no-such-ffprobe" on the PATH/,
    ],
    ['WebM', Buffer.from('\x1aE\xdf\xa3....', 'latin1'), /a WebM or Matroska file, which .* Install ffmpeg/],
    ['AIFF', 'FORM\0\0\0\0AIFF', /an AIFF file, .* EARMARK_FFMPEG/],
    ['AAC', Buffer.from([0xff, 0xf1, 0x50, 0x80]), /an AAC \(ADTS\) file, .* convert the recording/],
    ['AVI', 'RIFF\0\0\0\0AVI ', /an AVI file/],
    ['Speex', oggOf('Speex   '), /an Ogg file without a Vorbis or Opus stream/],
    ['Vorbis of six channels', vorbisOfSixChannels(), /an Ogg Vorbis file of 6 channels/],
    ['IMA ADPCM', withTag(0x11), /a WAV file with 16-bit IMA ADPCM samples/],
    ['an unknown format', withTag(0x1234), /a WAV file with 16-bit format 0x1234 samples/],
    ['FLAC of 20 bits', flacOf20Bits(), /a FLAC file of 20 bits/],
  ])('says of %s that it is needed', async (_, bytes, message) => {
    const path = await folder.write('x.wav', bytes);
    await expect(openRecording(path)).rejects.toThrow(DecodeError);
    await expect(openRecording(path)).rejects.toThrow(message);
    await expect(openRecording(path)).rejects.toThrow(path);
  });

  it('names the program that EARMARK_FFMPEG means', async () => {
    process.env['EARMARK_FFMPEG'] = folder.path('ffmpeg-9');
    const path = await folder.write('x.m4a', M4A);
    await expect(openRecording(path)).rejects.toThrow(folder.path('ffprobe-9'));
  });
});

describe('through ffmpeg', () => {
  it('streams what it writes', async () => {
    await pretend({ decode: HALF_A_SECOND });
    const path = await folder.write('a.m4a', M4A);
    const { recording, samples, warnings } = await readWithWarnings(path);
    expect(recording).toMatchObject({ sampleRate: 8000, channels: 2, durationSeconds: 0.5 });
    expect(samples).toEqual(new Float32Array(4000).fill(0.375));
    expect(warnings).toEqual([]);
    expect((await readWithWarnings(path, { channel: 1 })).samples).toEqual(new Float32Array(4000).fill(0.25));
  });

  it.each(['-i.m4a', 'http:x.m4a', 'concat:a|b.m4a'])('names no option and no protocol: %s', async (name) => {
    await pretend({ decode: HALF_A_SECOND });
    const path = await folder.write(name, M4A);
    await readWithWarnings(path);
    for (const program of ['ffprobe', 'ffmpeg']) {
      const called = await calledWith(program);
      expect(called).toContain(`file:${path}`);
      expect(called.join(' ')).toContain('-protocol_whitelist file,pipe');
    }
  });

  it('counts the samples where there is no length, or only a guess', async () => {
    const path = await folder.write('a.webm', M4A);
    for (const format of [{}, { format_name: 'aac', duration: '99' }]) {
      const probe = JSON.stringify({ streams: [{ sample_rate: '8000', channels: 2 }], format });
      await pretend({ probe, decode: HALF_A_SECOND });
      expect((await openRecording(path)).durationSeconds).toBe(0.5);
    }
  });

  it('warns of what it complains about, and where samples are missing', async () => {
    const probe = JSON.stringify({ streams: [{ sample_rate: '8000', channels: 2, duration: '2' }] });
    await pretend({
      probe,
      decode: `${HALF_A_SECOND} console.error('first\\npartial file'); process.exitCode = 1;`,
    });
    const { samples, warnings } = await readWithWarnings(await folder.write('a.m4a', M4A));
    expect(samples.length).toBe(4000);
    expect(warnings).toEqual([
      'damaged or cut off: ffmpeg says "partial file"',
      'cut off: the header promises 2.000 s, 0.500 s are there',
    ]);
  });

  it.each([
    ['no audio', { probe: '{"streams": []}' }, /an MP4 \(M4A\) file without audio/],
    ['a failing probe', { probe: 'not JSON' }, /an MP4 \(M4A\) file that ffmpeg can't read/],
    ['no samples', { decode: 'console.error("no luck"); process.exit(1)' }, /can't decode: no luck/],
  ])('refuses %s', async (_, programs, message) => {
    await pretend(programs);
    const path = await folder.write('a.m4a', M4A);
    await expect(readWithWarnings(path)).rejects.toThrow(DecodeError);
    await expect(readWithWarnings(path)).rejects.toThrow(message);
  });

  it('says where only ffprobe is there', async () => {
    await pretend({});
    await rm(folder.path('programs/ffmpeg'));
    const path = await folder.write('a.m4a', M4A);
    await expect(readWithWarnings(path)).rejects.toThrow(/there is no ".*ffmpeg" on the PATH/);
  });

  it('waits for its reader, and is ended with it', async () => {
    // It would write for ever, and notes down how much it could.
    const endless = `
      const piece = Buffer.alloc(1 << 16);
      let written = 0;
      const write = () => {
        require('fs').writeFileSync(__filename + '.count', String((written += piece.length)));
        process.stdout.write(piece, write);
      };
      write();`;
    await pretend({ decode: endless });
    const recording = await openRecording(await folder.write('a.m4a', M4A));
    const count = async () => Number(await readFile(folder.path('programs/ffmpeg.count'), 'utf8'));
    for await (const _ of recording.chunks()) break;
    const written = await count();
    expect(written).toBeLessThan(1 << 22);
    await new Promise((done) => setTimeout(done, 200));
    expect(await count()).toBe(written);
  });

  (hasFfmpeg ? it : it.skip)('reads what the real one does', async () => {
    const wav = wavBytes([sine(16_000, 440, 16_000)]);
    const source = await folder.write('real.wav', wav);
    const path = folder.path('-real:.m4a');
    expect(ffmpeg('-v', 'error', '-i', source, `file:${path}`)).toBe(0);
    const { samples, warnings, recording } = await readWithWarnings(path);
    expect(recording.sampleRate).toBe(16_000);
    expect(Math.abs(samples.length - 16_000)).toBeLessThan(2048);
    expect(Math.max(...samples)).toBeGreaterThan(0.4);
    expect(warnings).toEqual([]);
  });
});

function withTag(tag: number): Buffer {
  const wav = wavBytes([[0.5]]);
  wav.writeUInt16LE(tag, 20);
  return wav;
}

/** The first page of a stream, changed. */
function firstPage(name: string, change: (page: Buffer) => void): Buffer {
  const bytes = readFileSync(frozenPath(name));
  const page = Buffer.from(bytes.subarray(0, bytes.indexOf('OggS', 4)));
  change(page);
  page.writeUInt32LE(oggChecksum(page), 22);
  return page;
}

/** Of a stream of another codec, whose name is as long as that of Opus. */
function oggOf(name: string): Buffer {
  return firstPage('mono.opus', (page) => page.write(name, page.indexOf('OpusHead'), 'latin1'));
}

function vorbisOfSixChannels(): Buffer {
  return firstPage('mono.ogg', (page) => (page[28 + 11] = 6));
}

/** Bits per sample - 1 are the low bit of byte 20 and the high half of byte 21. */
function flacOf20Bits(): Buffer {
  const bytes = readFileSync(frozenPath('mono.flac'));
  bytes[20] = (bytes[20]! & 0xfe) | (19 >> 4);
  bytes[21] = (bytes[21]! & 0x0f) | ((19 & 0x0f) << 4);
  return bytes;
}
