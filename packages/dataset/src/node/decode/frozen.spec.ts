import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { readAudio } from '../open-recording.ts';
import { frozen, frozenPath, readWithWarnings, useFolder } from '../recordings.fixture.ts';

const folder = useFolder();
const byOthers = Object.entries(frozen.recordings);
/** ffmpeg 5 drops 128 samples at the end of this one; the encoder was given them. */
const LOST_BY_FFMPEG: Readonly<Record<string, number>> = { 'stereo.ogg': 128 };

/** The sound that tools/fixtures/recordings.py has encoded, the mean of its channels, -1..1. */
function original(length: number, sampleRate: number, channels: number): Float32Array {
  return Float32Array.from({ length }, (_, index) => {
    const t = index / sampleRate;
    const beat = 0.6 + 0.4 * Math.sin(2 * Math.PI * 5 * t);
    const tones = [300 + 400 * t, 1200 - 300 * t].slice(0, channels);
    const sum = tones.reduce((total, frequency) => total + Math.sin(2 * Math.PI * frequency * t), 0);
    return (12_000 / 32_768) * beat * (sum / channels);
  });
}

describe('recordings by other encoders', () => {
  it.each(byOthers)('gives of %s what ffmpeg does', async (name, expected) => {
    const { recording, samples, warnings } = await readWithWarnings(frozenPath(name));
    const lost = LOST_BY_FFMPEG[name] ?? 0;
    expect(warnings).toEqual([]);
    expect(recording).toMatchObject({
      sampleRate: expected.sampleRate,
      channels: expected.channels,
      durationSeconds: (expected.sampleCount + lost) / expected.sampleRate,
    });
    expect(samples.length).toBe(expected.sampleCount + lost);
    // minimp3 rounds to 16 bits, as ffmpeg does for Opus here.
    expected.samples.forEach((sample, index) =>
      expect(Math.abs(samples[index * frozen.stride]! - sample)).toBeLessThan(1e-4),
    );
  });

  it.each(byOthers.filter(([name]) => !/opus|without-tag/.test(name)))(
    'gives %s back as long as it was encoded, and in its place',
    async (name, { encodedSamples, sampleRate, channels }) => {
      const { samples } = await readAudio(frozenPath(name));
      expect(samples.length).toBe(encodedSamples);
      const expected = original(encodedSamples, sampleRate, channels);
      const errors = [-1, 0, 1].map((shift) =>
        expected
          .subarray(1, -1)
          .reduce((sum, sample, index) => sum + (sample - samples[1 + index + shift]!) ** 2, 0),
      );
      expect(Math.min(...errors)).toBe(errors[1]);
      const energy = expected.reduce((sum, sample) => sum + sample ** 2, 0);
      expect(Math.sqrt(errors[1]! / energy)).toBeLessThan(0.15);
    },
  );

  it.each(byOthers.filter(([name]) => name.startsWith('stereo')))('gives one channel of %s', async (name) => {
    const path = frozenPath(name);
    const [both, left, right] = await Promise.all([
      readAudio(path),
      readAudio(path, { channel: 0 }),
      readAudio(path, { channel: 1 }),
    ]);
    expect(left.samples).not.toEqual(right.samples);
    const mean = left.samples.map((sample, index) => (sample + right.samples[index]!) / 2);
    mean.forEach((sample, index) => expect(Math.abs(sample - both.samples[index]!)).toBeLessThan(1e-6));
  });

  it.each(byOthers)(
    'gives what is there of %s where it is cut off, and says so',
    async (name, { sampleCount }) => {
      const whole = await readFile(frozenPath(name));
      const complete = await readAudio(frozenPath(name));
      const path = await folder.write('cut', whole.subarray(0, Math.floor(whole.length * 0.7)));
      const isOnePiece = ['stereo.ogg', 'mono.opus', 'stereo.opus', 'stereo.flac'].includes(name);
      if (isOnePiece) {
        await expect(readAudio(path)).rejects.toThrow('a header without samples');
        return;
      }
      const { samples, warnings } = await readWithWarnings(path);
      expect(samples.length).toBeGreaterThan(sampleCount * 0.2);
      expect(samples.length).toBeLessThan(sampleCount);
      // What the decoder has not heard to its end is left out of the comparison.
      const known = samples.length - 2000;
      expect(samples.subarray(0, known)).toEqual(complete.samples.subarray(0, known));
      expect(warnings.some((warning) => warning.startsWith('cut off: '))).toBe(true);
    },
  );
});
