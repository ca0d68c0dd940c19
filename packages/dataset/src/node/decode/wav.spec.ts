import { open } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { DecodeError, NoSamplesError } from '../decode-error.ts';
import { openRecording, readAudio } from '../open-recording.ts';
import { readWithWarnings, sine, useFolder, type WavEncoding, wavBytes } from '../recordings.fixture.ts';

const folder = useFolder();
const ENCODINGS: WavEncoding[] = ['pcm8', 'pcm16', 'pcm24', 'pcm32', 'float32', 'float64'];
// Exact in 8 bits, full scale both ways.
const SAMPLES = [0, 0.5, -0.5, 127 / 128, -1, 1 / 128, -1 / 128];

describe('WAV', () => {
  for (const encoding of ENCODINGS) {
    it.each([false, true])(`reads ${encoding}, extensible: %s`, async (extensible) => {
      const path = await folder.write('a.wav', wavBytes([SAMPLES], { encoding, extensible }));
      const { recording, samples, warnings } = await readWithWarnings(path);
      expect([...samples]).toEqual(SAMPLES);
      expect(warnings).toEqual([]);
      expect(recording).toMatchObject({ path, sampleRate: 16_000, channels: 1, durationSeconds: 7 / 16_000 });
    });

    it(`averages the channels of ${encoding}`, async () => {
      const path = await folder.write(
        'a.wav',
        wavBytes(
          [
            [1 / 2, 0],
            [0, 1 / 4],
            [-1 / 4, 1 / 8],
          ],
          { encoding },
        ),
      );
      const { samples, recording } = await readWithWarnings(path);
      expect(recording.channels).toBe(3);
      expect([...samples]).toEqual([Math.fround(0.25 / 3), Math.fround(0.375 / 3)]);
    });
  }

  it('keeps every value of 16 bits', async () => {
    const all = Float32Array.from({ length: 65_536 }, (_, index) => (index - 32_768) / 32_768);
    const path = await folder.write('a.wav', wavBytes([all]));
    expect((await readAudio(path)).samples).toEqual(all);
  });

  it('skips other chunks, also of odd length', async () => {
    const extraChunks = [
      ['LIST', 'abc'],
      ['bext', ''],
      ['fact', '1234'],
    ] as const;
    const path = await folder.write('a.wav', wavBytes([SAMPLES], { extraChunks }));
    expect([...(await readWithWarnings(path)).samples]).toEqual(SAMPLES);
  });

  it('ignores what comes after the samples', async () => {
    const path = await folder.write(
      'a.wav',
      Buffer.concat([wavBytes([SAMPLES]), Buffer.from('LIST\x04\0\0\0abcd')]),
    );
    const { samples, warnings } = await readWithWarnings(path);
    expect([...samples]).toEqual(SAMPLES);
    expect(warnings).toEqual([]);
  });

  it.each([
    [1000, 4096],
    [16_000, 16_000],
    [192_000, 65_536],
  ])('streams %d Hz in pieces of %d samples', async (sampleRate, pieceLength) => {
    const samples = sine(140_000, 50, sampleRate);
    const path = await folder.write(
      'a.wav',
      wavBytes([samples, samples], { sampleRate, encoding: 'float32' }),
    );
    const read = await readWithWarnings(path);
    const lengths = read.pieces.map(({ length }) => length);
    expect(new Set(lengths.slice(0, -1))).toEqual(new Set([pieceLength]));
    expect(lengths.at(-1)).toBe(140_000 % pieceLength);
    expect(read.samples).toEqual(samples);
  });

  it.each([1, 768_000])('reads %d Hz', async (sampleRate) => {
    const { recording, samples } = await readWithWarnings(
      await folder.write('a.wav', wavBytes([SAMPLES], { sampleRate })),
    );
    expect([...samples]).toEqual(SAMPLES);
    expect(recording).toMatchObject({ sampleRate, durationSeconds: 7 / sampleRate });
  });

  it('reads one sample', async () => {
    expect([...(await readAudio(await folder.write('a.wav', wavBytes([[0.25]])))).samples]).toEqual([0.25]);
  });

  it('reads 32 channels, their mean or one of them', async () => {
    const channels = Array.from({ length: 32 }, (_, channel) => [channel / 64, -channel / 64]);
    const path = await folder.write('a.wav', wavBytes(channels));
    expect([...(await readAudio(path)).samples]).toEqual([15.5 / 64, -15.5 / 64]);
    for (const channel of [0, 1, 31]) {
      expect([...(await readAudio(path, { channel })).samples]).toEqual([channel / 64, 0 - channel / 64]);
    }
  });

  it('reads a frame that is wider than a block', async () => {
    const channels = Array.from({ length: 16_000 }, (_, channel) =>
      channel === 15_999 ? [0.5, 0.25] : [0, 0],
    );
    const path = await folder.write('a.wav', wavBytes(channels, { encoding: 'float32' }));
    expect([...(await readAudio(path, { channel: 15_999 })).samples]).toEqual([0.5, 0.25]);
  });

  // ITU-T G.711, tables 1 and 2, of 14 and 13 bits, in 16.
  it.each([
    ['mu-law', 7, [0x00, 0x7f, 0xff, 0x80, 0xef, 0x8f], [-32_124, 0, 0, 32_124, 132, 16_764]],
    ['A-law', 6, [0x2a, 0x55, 0xd5, 0xaa, 0xc5, 0x85], [-32_256, -8, 8, 32_256, 264, 4224]],
  ])('reads %s', async (_, tag, bytes, values) => {
    const wav = wavBytes([bytes.map((byte) => (byte - 128) / 128)], { encoding: 'pcm8' });
    wav.writeUInt16LE(tag, 20);
    const { samples } = await readAudio(await folder.write('a.wav', wav));
    expect([...samples]).toEqual(values.map((value) => value / 32_768));
  });

  it.each(['RF64', 'BW64'])('reads %s, whose size is in another chunk', async (id) => {
    const sizes = Buffer.alloc(28);
    sizes.writeBigUInt64LE(14n, 8);
    const wav = wavBytes([SAMPLES], {
      extraChunks: [['ds64', sizes.toString('latin1')]],
      claimedBytes: 0xffffffff,
    });
    wav.write(id, 'latin1');
    const path = await folder.write('a.wav', Buffer.concat([wav, Buffer.from('more')]));
    const { samples, warnings } = await readWithWarnings(path);
    expect([...samples]).toEqual(SAMPLES);
    expect(warnings).toEqual([]);
  });

  it('reads samples beyond 4 GB', async () => {
    const gap = 0xfffffff0;
    const wav = wavBytes([SAMPLES], { extraChunks: [['junk', '']] });
    const at = wav.indexOf('junk') + 4;
    wav.writeUInt32LE(gap, at);
    const file = await open(folder.path('long.wav'), 'w');
    try {
      // A file with a hole: it takes no room on the disk.
      await file.write(wav, 0, at + 4, 0);
      await file.write(wav, at + 4, wav.length - at - 4, at + 4 + gap);
    } finally {
      await file.close();
    }
    expect([...(await readAudio(folder.path('long.wav'))).samples]).toEqual(SAMPLES);
  });

  it.each([0, 0xffffffff])('reads to the end where the header says %d bytes', async (claimedBytes) => {
    const path = await folder.write('a.wav', wavBytes([SAMPLES], { claimedBytes }));
    const { samples, warnings, recording } = await readWithWarnings(path);
    expect([...samples]).toEqual(SAMPLES);
    expect(recording.durationSeconds).toBe(7 / 16_000);
    expect(warnings).toEqual(["the WAV header doesn't say how long the recording is; all 0.000 s are read"]);
  });

  it.each([32_000, 32_001])(
    'warns where the header says %d bytes and sound follows',
    async (claimedBytes) => {
      const path = await folder.write('a.wav', wavBytes([sine(32_000, 440, 16_000)], { claimedBytes }));
      const { samples, warnings } = await readWithWarnings(path);
      expect(samples.length).toBe(16_000);
      expect(warnings).toEqual([
        'the WAV header promises 1.000 s, and no chunk follows: 1.000 s more may be there, which are not read',
      ]);
    },
  );

  it.each([
    ['a chunk', [0.5], 'LIST\x04\0\0\0abcd'],
    ['two chunks, the last not padded', [0.5], 'LIST\x04\0\0\0abcdid3 \x03\0\0\0abc'],
    ['a chunk behind samples that are not padded', [0.5, 0.25, -0.5], 'LIST\x04\0\0\0abcd'],
    ['a few bytes', [0.5], '\0\0\0\0'],
  ])('says nothing of %s behind the samples', async (_, values, behind) => {
    const wav = wavBytes([values], { encoding: 'pcm8' });
    const path = await folder.write(
      'a.wav',
      Buffer.concat([wav.subarray(0, 44 + values.length), Buffer.from(behind, 'latin1')]),
    );
    const { samples, warnings } = await readWithWarnings(path);
    expect([...samples]).toEqual(values);
    expect(warnings).toEqual([]);
  });

  it.each(['', 'LIST\x04\0\0\0abcd'])(
    'reads over 4 GB to the end where the size has left out a multiple of 2^32, before "%s"',
    async (behind) => {
      const wav = wavBytes([SAMPLES], { sampleRate: 4_000_000, claimedBytes: 14 });
      const path = folder.path('long.wav');
      const file = await open(path, 'w');
      try {
        await file.write(wav, 0, 44, 0);
        await file.truncate(44 + 14 + 2 ** 32);
        await file.write(Buffer.from(behind, 'latin1'), 0, behind.length, 44 + 14 + 2 ** 32);
      } finally {
        await file.close();
      }
      const { durationSeconds, warnings } = await openRecording(path);
      expect(durationSeconds).toBe((7 + 2 ** 31) / 4_000_000);
      expect(warnings).toEqual(["the WAV header can't say a length over 4 GB; all 536.871 s are read"]);
    },
  );

  it('takes an empty WAV file with a chunk behind for empty', async () => {
    const wav = Buffer.concat([wavBytes([[]]), Buffer.from('LIST\x04\0\0\0abcd', 'latin1')]);
    wav.writeUInt32LE(wav.length - 8, 4);
    await expect(openRecording(await folder.write('a.wav', wav))).rejects.toThrow(NoSamplesError);
  });

  it('reads what there is of a file that was cut off, and says so', async () => {
    const whole = wavBytes([sine(32_000, 440, 16_000)]);
    const path = await folder.write('a.wav', whole.subarray(0, whole.length - 32_001));
    const { samples, warnings, recording } = await readWithWarnings(path);
    expect(samples.length).toBe(15_999);
    expect(recording.durationSeconds).toBe(15_999 / 16_000);
    expect(warnings).toEqual(['cut off: the WAV header promises 2.000 s, 1.000 s are there']);
  });

  it('warns where the file shrinks while it is read', async () => {
    const whole = wavBytes([sine(48_000, 440, 16_000)]);
    const path = await folder.write('a.wav', whole);
    const recording = await openRecording(path);
    await folder.write('a.wav', whole.subarray(0, 44 + 2 * 16_000));
    let count = 0;
    for await (const piece of recording.chunks()) count += piece.length;
    expect(count).toBe(16_000);
    expect(recording.warnings).toEqual(['cut off: the header promises 3.000 s, 1.000 s are there']);
  });

  const patched = (offset: number, value: number, bytes = 2) => {
    const wav = wavBytes([SAMPLES]);
    wav.writeUIntLE(value, offset, bytes);
    return wav;
  };
  it.each([
    ['no samples', wavBytes([[]]), /a header without samples; expected a recording/],
    ['the RIFF header only', wavBytes([SAMPLES]).subarray(0, 12), /ends before its fmt chunk/],
    ['no data chunk', wavBytes([SAMPLES]).subarray(0, 40), /ends before its data chunk; expected samples/],
    [
      'more than the resampler takes',
      patched(24, 4_194_305, 4),
      /a header that says 4194305 Hz; expected 1 to 4194304 Hz\./,
    ],
    ['no channels', patched(22, 0), /a WAV header that contradicts itself: 0 channels, 16000 Hz/],
    ['0 Hz', patched(24, 0, 4), /contradicts itself: 1 channels, 0 Hz/],
    ['a wrong block size', patched(32, 3), /contradicts itself: 1 channels, 16000 Hz, 16 bits and 3 bytes/],
    ['a short fmt chunk', patched(16, 8, 4), /fmt chunk has only 8 bytes/],
    ['garbage for a chunk', patched(36, 0, 4), /a damaged WAV header: byte 36 begins no chunk/],
  ])('refuses %s', async (_, bytes, message) => {
    const path = await folder.write('bad.wav', bytes);
    await expect(openRecording(path)).rejects.toThrow(DecodeError);
    await expect(openRecording(path)).rejects.toThrow(message);
    await expect(openRecording(path)).rejects.toThrow(path);
  });

  it('refuses a data chunk before the format', async () => {
    const wav = wavBytes([SAMPLES]);
    wav.write('junk', 12, 'latin1');
    await expect(openRecording(await folder.write('bad.wav', wav))).rejects.toThrow(
      'fmt chunk does not come before',
    );
  });
});
