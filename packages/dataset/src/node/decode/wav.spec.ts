import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../random.ts';
import { DecodeError } from '../decode-error.ts';
import { openRecording, readAudio } from '../open-recording.ts';
import { sine, useFolder, type WavEncoding, wavBytes } from '../recordings.fixture.ts';

const folder = useFolder();
const ENCODINGS: WavEncoding[] = ['pcm8', 'pcm16', 'pcm24', 'pcm32', 'float32', 'float64'];
// Exact in 8 bits, full scale both ways.
const SAMPLES = [0, 0.5, -0.5, 127 / 128, -1, 1 / 128, -1 / 128];

async function readWithWarnings(path: string) {
  const recording = await openRecording(path);
  const pieces: Float32Array[] = [];
  for await (const piece of recording.chunks()) pieces.push(piece);
  return { recording, pieces, samples: pieces.flatMap((piece) => [...piece]), warnings: recording.warnings };
}

describe('WAV', () => {
  for (const encoding of ENCODINGS) {
    it.each([false, true])(`reads ${encoding}, extensible: %s`, async (extensible) => {
      const path = await folder.write('a.wav', wavBytes([SAMPLES], { encoding, extensible }));
      const { recording, samples, warnings } = await readWithWarnings(path);
      expect(samples).toEqual(SAMPLES);
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
      expect(samples).toEqual([Math.fround(0.25 / 3), Math.fround(0.375 / 3)]);
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
    expect((await readWithWarnings(path)).samples).toEqual(SAMPLES);
  });

  it('ignores what comes after the samples', async () => {
    const path = await folder.write(
      'a.wav',
      Buffer.concat([wavBytes([SAMPLES]), Buffer.from('LIST\x04\0\0\0abcd')]),
    );
    const { samples, warnings } = await readWithWarnings(path);
    expect(samples).toEqual(SAMPLES);
    expect(warnings).toEqual([]);
  });

  it('streams in pieces of a second', async () => {
    const samples = sine(2500, 50, 1000);
    const path = await folder.write(
      'a.wav',
      wavBytes([samples, samples], { sampleRate: 1000, encoding: 'float32' }),
    );
    const read = await readWithWarnings(path);
    expect(read.pieces.map(({ length }) => length)).toEqual([1000, 1000, 500]);
    expect(read.samples).toEqual([...samples]);
  });

  it.each([0, 0xffffffff])('reads to the end where the header says %d bytes', async (claimedBytes) => {
    const path = await folder.write('a.wav', wavBytes([SAMPLES], { claimedBytes }));
    const { samples, warnings, recording } = await readWithWarnings(path);
    expect(samples).toEqual(SAMPLES);
    expect(recording.durationSeconds).toBe(7 / 16_000);
    expect(warnings).toEqual(["the WAV header doesn't say how long the recording is; all 0.000 s are read"]);
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

  it('names the second of a sample that is not finite', async () => {
    for (const [value, encoding] of [
      [NaN, 'float32'],
      [-Infinity, 'float64'],
      [1e300, 'float64'],
    ] as const) {
      const samples = [...sine(20_000, 440, 16_000)];
      samples[18_000] = value;
      const path = await folder.write('nan.wav', wavBytes([samples], { encoding }));
      await expect(readAudio(path)).rejects.toThrow(DecodeError);
      await expect(readAudio(path)).rejects.toThrow(
        /nan\.wav: the sample at 1\.125000 s is (NaN|-?Infinity); expected a finite number/,
      );
    }
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
      'A-law',
      patched(20, 6),
      /a WAV file with 16-bit A-law samples; expected a WAV file \(PCM or float samples\) or a FLAC/,
    ],
    ['an unknown format', patched(20, 0x1234), /a WAV file with 16-bit format 0x1234 samples/],
    ['64-bit PCM', patched(34, 64), /a WAV file with 64-bit pcm samples/],
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

  it('answers damaged bytes with samples or a DecodeError, never otherwise', async () => {
    const random = createRandom(2);
    const seeds = ENCODINGS.map((encoding, index) =>
      wavBytes([SAMPLES, SAMPLES], { encoding, extensible: index % 2 === 0, extraChunks: [['LIST', 'abc']] }),
    );
    let refused = 0;
    const rounds = 2000;
    for (let round = 0; round < rounds; round += 1) {
      const bytes = Buffer.from(seeds[random.integer(seeds.length)] as Buffer);
      for (let change = random.integer(4); change >= 0; change -= 1) {
        // Most of the damage goes to the header; samples can hardly be wrong.
        bytes[random.integer(random.unit() < 0.8 ? 80 : bytes.length)] = random.integer(256);
      }
      const end = random.unit() < 0.2 ? random.integer(bytes.length) : bytes.length;
      try {
        const path = await folder.write('fuzz.wav', bytes.subarray(0, end));
        const { samples } = await readWithWarnings(path);
        expect(samples.length).toBeGreaterThan(0);
        expect(samples.every(Number.isFinite)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(DecodeError);
        refused += 1;
      }
    }
    expect(refused).toBeGreaterThan(rounds / 10);
    expect(refused).toBeLessThan(rounds);
  });
});
