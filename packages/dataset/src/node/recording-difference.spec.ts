import { concatenate, defaultFeatures, spectrogram, spectrogramDifference } from '@earmark/dsp';
import { describe, expect, it } from '@jest/globals';
import { bursts } from './bursts.fixture.ts';
import { openRecording, readAudio } from './open-recording.ts';
import { differenceFrames } from './recording-difference.ts';
import { useFolder, wavBytes } from './recordings.fixture.ts';

const folder = useFolder();
const seconds = (count: number) => count * 16_000;

const event = bursts(6);

const recording = async (name: string, samples: Float32Array) => {
  const bytes = wavBytes([samples], { encoding: 'float32' });
  return openRecording(await folder.write(name, bytes));
};

async function rowsOf(pieces: AsyncIterable<Float32Array>): Promise<Float32Array> {
  const all: Float32Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return concatenate(all);
}

describe('differenceFrames', () => {
  it('is the difference of the whole spectrograms, as far as both recordings go', async () => {
    const a = await recording('a.wav', event);
    const b = await recording(
      'b.wav',
      event.subarray(0, seconds(3.5)).map((sample, i) => sample + 0.01 * (i % 3)),
    );
    const [wholeA, wholeB] = await Promise.all(
      [a, b].map(async ({ path }) => spectrogram(await readAudio(path), defaultFeatures)),
    );
    const expected = spectrogramDifference(wholeA!, wholeB!);
    expect(expected.frames).toBe(348);
    expect(await rowsOf(differenceFrames(a, b, defaultFeatures))).toEqual(expected.values);
  });

  it('is 0 where one recording began later and the offset says so', async () => {
    const a = await recording('a.wav', event);
    const late = await recording('late.wav', event.subarray(12_345));
    const offset = 12_345 / 16_000;
    for (const rows of [
      await rowsOf(differenceFrames(a, late, defaultFeatures, offset)),
      await rowsOf(differenceFrames(late, a, defaultFeatures, -offset)),
    ]) {
      expect(rows.length).toBe(64 * (Math.floor((seconds(6) - 12_345 - 400) / 160) + 1));
      expect(rows.every((value) => value === 0)).toBe(true);
    }
    const unaligned = await rowsOf(differenceFrames(a, late, defaultFeatures));
    expect(unaligned.some((value) => value > 10)).toBe(true);
  });

  it('refuses recordings that share nothing', async () => {
    const a = await recording('a.wav', event);
    const short = await recording('short.wav', event.subarray(0, seconds(1)));
    await expect(rowsOf(differenceFrames(a, short, defaultFeatures, 7))).rejects.toThrow(
      /short\.wav begins 7 s after .*a\.wav, which lasts 6\.000 s/,
    );
    await expect(rowsOf(differenceFrames(a, short, defaultFeatures, -0.99))).rejects.toThrow(
      /short\.wav: the recording lasts 0\.0100 s; expected at least one frame/,
    );
  });
});
