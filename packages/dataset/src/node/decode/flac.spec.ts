import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../random.ts';
import { DecodeError } from '../decode-error.ts';
import { openRecording, readAudio } from '../open-recording.ts';
import { flacBytes, readWithWarnings, useFolder } from '../recordings.fixture.ts';

const folder = useFolder();
const random = createRandom(4);

/** Whole numbers of that many bits, half of them next to the limits of a byte, where decoders go wrong. */
function noise(length: number, bits: number): Int32Array {
  const limit = 2 ** (bits - 1);
  const edges = [0, -1, 1, 127, -128, 255, 256, -255, -256, 511, -512, 65_280, -65_281, limit - 1, -limit];
  return Int32Array.from({ length }, () => {
    const value =
      random.unit() < 0.5
        ? (edges[random.integer(edges.length)] as number)
        : random.integer(2 * limit) - limit;
    return Math.max(-limit, Math.min(limit - 1, value));
  });
}

describe('FLAC', () => {
  for (const bits of [8, 16, 24]) {
    it.each([1, 2, 5])(`gives back ${bits} bits of %d channels, averaged`, async (channelCount) => {
      const channels = Array.from({ length: channelCount }, () => noise(5000, bits));
      const path = await folder.write('a.flac', await flacBytes(channels, { bits, sampleRate: 44_100 }));
      const { recording, samples, warnings } = await readWithWarnings(path);
      const expected = Array.from({ length: 5000 }, (_, index) => {
        const sum = channels.reduce((total, channel) => total + (channel[index] as number), 0);
        return Math.fround(sum / (channelCount * 2 ** (bits - 1)));
      });
      expect([...samples]).toEqual(expected);
      expect(warnings).toEqual([]);
      expect(recording).toMatchObject({
        sampleRate: 44_100,
        channels: channelCount,
        durationSeconds: 5000 / 44_100,
      });
    });
  }

  it('streams in pieces of about a second, several recordings at a time', async () => {
    const path = await folder.write('a.flac', await flacBytes([noise(40_000, 16)]));
    const other = await folder.write('b.flac', await flacBytes([noise(40_000, 16)]));
    const [a, b] = await Promise.all([readWithWarnings(path), readWithWarnings(other)]);
    expect(a.pieces.length).toBe(3);
    expect(a.pieces.map(({ length }) => length)).toEqual([16_000, 16_000, 8000]);
    expect(a.samples).toEqual((await readAudio(path)).samples);
    expect(b.samples).toEqual((await readAudio(other)).samples);
    expect(a.samples).not.toEqual(b.samples);
  });

  it('reads one channel', async () => {
    const channels = [noise(3000, 16), noise(3000, 16)];
    const path = await folder.write('a.flac', await flacBytes(channels));
    for (const channel of [0, 1]) {
      const { samples } = await readAudio(path, { channel });
      expect(samples).toEqual(
        Float32Array.from(channels[channel] as Int32Array, (sample) => sample / 32_768),
      );
    }
  });

  it('reads what comes behind an ID3 tag', async () => {
    const flac = await flacBytes([noise(3000, 16)]);
    const tag = Buffer.from('ID3\x04\0\0\0\0\x01\x02' + 'x'.repeat(130), 'latin1');
    const tagged = await readWithWarnings(await folder.write('a.flac', Buffer.concat([tag, flac])));
    const plain = await readWithWarnings(await folder.write('b.flac', flac));
    expect(tagged.samples).toEqual(plain.samples);
    expect(tagged.warnings).toEqual([]);
  });

  it('can be left half read', async () => {
    const path = await folder.write('a.flac', await flacBytes([noise(40_000, 16)]));
    const recording = await openRecording(path);
    for await (const piece of recording.chunks()) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    expect(recording.warnings).toEqual([]);
  });

  it('counts the samples where the header does not say how many there are', async () => {
    const path = await folder.write('a.flac', await flacBytes([noise(5000, 16)], { isStream: true }));
    const { recording, samples, warnings } = await readWithWarnings(path);
    expect(recording.durationSeconds).toBe(5000 / 16_000);
    expect(samples.length).toBe(5000);
    expect(warnings).toEqual([]);
  });

  it('reads what there is of a file that was cut off, and says so', async () => {
    const whole = await flacBytes([noise(20_480, 16)]);
    const path = await folder.write('a.flac', whole.subarray(0, Math.floor(whole.length / 2)));
    const complete = await readAudio(await folder.write('b.flac', whole));
    const { recording, samples, warnings } = await readWithWarnings(path);
    expect(recording.durationSeconds).toBe(1.28);
    expect(samples.length).toBeGreaterThan(8000);
    expect(samples.length).toBeLessThan(12_000);
    expect(samples).toEqual(complete.samples.subarray(0, samples.length));
    expect(warnings).toEqual([
      `cut off: the header promises 1.280 s, ${(samples.length / 16_000).toFixed(3)} s are there`,
    ]);
  });

  it('keeps times right where frames are lost: they are silent', async () => {
    const whole = await flacBytes([noise(20_480, 16)]);
    const complete = await readAudio(await folder.write('b.flac', whole));
    const damaged = Buffer.from(whole).fill(0, 15_000, 21_000);
    const { samples, warnings } = await readWithWarnings(await folder.write('a.flac', damaged));
    expect(samples.length).toBe(20_480);
    const differing = [...samples].flatMap((sample, index) =>
      sample === complete.samples[index] ? [] : [index],
    );
    expect(differing.length).toBeGreaterThan(2000);
    expect(differing.length).toBeLessThan(5 * 1024);
    expect(differing.every((index) => samples[index] === 0)).toBe(true);
    expect(warnings).toEqual(['damaged: parts of the FLAC file could not be decoded and are silent']);
  });

  it.each([
    ['only the four letters', (bytes: Buffer) => bytes.subarray(0, 4), /without its STREAMINFO block/],
    ['half a header', (bytes: Buffer) => bytes.subarray(0, 30), /without its STREAMINFO block/],
    ['only a header', (bytes: Buffer) => bytes.subarray(0, 42), /a header without samples/],
    [
      'another block first',
      (bytes: Buffer) => Buffer.from(bytes).fill(4, 4, 5),
      /without its STREAMINFO block/,
    ],
    ['0 Hz', (bytes: Buffer) => Buffer.from(bytes).fill(0, 18, 21), /a FLAC header that says 0 Hz/],
  ])('refuses %s', async (_, damage, message) => {
    const path = await folder.write('bad.flac', damage(await flacBytes([noise(2000, 16)])));
    await expect(openRecording(path)).rejects.toThrow(DecodeError);
    await expect(openRecording(path)).rejects.toThrow(message);
    await expect(openRecording(path)).rejects.toThrow(path);
  });

  it('refuses frames that are all destroyed', async () => {
    const bytes = await flacBytes([noise(2000, 16)]);
    bytes.fill(0, bytes.indexOf(Buffer.of(0xff, 0xf8)));
    await expect(readAudio(await folder.write('bad.flac', bytes))).rejects.toThrow(
      'a header without samples',
    );
  });
});
