import { open, readFile } from 'node:fs/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DecodeError } from '../decode-error.ts';
import { openRecording } from '../open-recording.ts';
import { flacBytes, frozenPath, readWithWarnings, useFolder, wavBytes } from '../recordings.fixture.ts';

const folder = useFolder();
const BYTES = 1 << 21;
/** Two thousand are generous; without a limit it would be one for every few bytes. */
const MAX_READS = 2000;

const repeated = (unit: string | Buffer, bytes = BYTES) =>
  Buffer.alloc(bytes, typeof unit === 'string' ? Buffer.from(unit, 'latin1') : unit);
const flacHeader = (await flacBytes([Int32Array.of(1, 2, 3)])).subarray(0, 42).fill(0, 4, 5);
const wavHeader = wavBytes([[0.5]]).subarray(0, 36);
/** The head of the longest page, which is none. */
const pageHead = Buffer.alloc(32, 0xff);
pageHead.write('OggS\0\0', 'latin1');

describe('files of the same few bytes again and again', () => {
  let read: { readonly mock: { readonly calls: readonly unknown[] } };
  let prototype: { read: (...args: unknown[]) => unknown };
  beforeAll(async () => {
    const file = await open(await folder.write('any', 'x'));
    prototype = Object.getPrototypeOf(file) as typeof prototype;
    await file.close();
  });
  beforeEach(() => {
    read = jest.spyOn(prototype, 'read');
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it.each([
    ['ID3 tags without content', repeated('ID3\x03\0\0\0\0\0\0'), /found a file that begins with "ID3/],
    ['a second STREAMINFO', Buffer.concat([flacHeader, repeated('\0')]), /FLAC file with damaged metadata/],
    ['invalid blocks', Buffer.concat([flacHeader, repeated('\x7f\0\0\0')]), /damaged metadata/],
    ['padding without content', Buffer.concat([flacHeader, repeated('\x01\0\0\0')]), /damaged metadata/],
    ['empty chunks', Buffer.concat([wavHeader, repeated('JUNK\0\0\0\0')]), /1000 chunks and no samples/],
    ['marks of pages', repeated('OggS\0'), /whose first page is damaged/],
  ])('refuses %s with few reads', async (_, bytes, message) => {
    const path = await folder.write('repeated', bytes);
    await expect(openRecording(path)).rejects.toThrow(DecodeError);
    await expect(openRecording(path)).rejects.toThrow(message);
    expect(read.mock.calls.length).toBeGreaterThan(0);
    expect(read.mock.calls.length).toBeLessThan(2 * MAX_READS);
  });

  it('reads a file with some tags, blocks and chunks too many', async () => {
    const tags = repeated('ID3\x03\0\0\0\0\0\0', 50 * 10);
    const flac = Buffer.from(await flacBytes([Int32Array.of(1, 2, 3)]));
    flac.fill(0, 4, 5);
    const comment = flac.subarray(42).indexOf(Buffer.of(0xff, 0xf8));
    const blocks = Buffer.concat([repeated('\x01\0\0\0', 100 * 4), Buffer.from('\x81\0\0\0', 'latin1')]);
    const path = await folder.write(
      'a.flac',
      Buffer.concat([tags, flac.subarray(0, 42), blocks, flac.subarray(42 + comment)]),
    );
    expect([...(await readWithWarnings(path)).samples]).toEqual([1 / 32_768, 2 / 32_768, 3 / 32_768]);
    const wav = Buffer.concat([wavHeader, repeated('JUNK\0\0\0\0', 100 * 8), wavBytes([[0.5]]).subarray(36)]);
    expect([...(await readWithWarnings(await folder.write('a.wav', wav))).samples]).toEqual([0.5]);
  });

  // To sum up 64 kB for each of 260,000 heads would take a minute.
  it('reads what stands in front of heads of long pages', async () => {
    const ogg = await readFile(frozenPath('mono.ogg'));
    const whole = await readWithWarnings(await folder.write('a.ogg', ogg));
    const longer = Buffer.concat([ogg, repeated(pageHead, 1 << 23)]);
    const { samples, warnings } = await readWithWarnings(await folder.write('b.ogg', longer));
    expect(samples).toEqual(whole.samples);
    expect(warnings).toEqual(['damaged: parts of the Ogg file could not be read']);
  });

  it('finds an Ogg page behind some damage, and gives up where there is too much', async () => {
    const ogg = await readFile(frozenPath('mono.ogg'));
    const mark = repeated('OggS\0', 5);
    const near = await folder.write('near.ogg', Buffer.concat([mark, Buffer.alloc(150_000), ogg]));
    expect((await openRecording(near)).sampleRate).toBe(
      (await openRecording(frozenPath('mono.ogg'))).sampleRate,
    );
    const far = await folder.write('far.ogg', Buffer.concat([mark, Buffer.alloc(600_000), ogg]));
    await expect(openRecording(far)).rejects.toThrow(/whose first page is damaged/);
  });
});
