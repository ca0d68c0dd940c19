import { describe, expect, it } from '@jest/globals';
import { concatenate } from '@earmark/dsp';
import fc from 'fast-check';
import { openSound } from './open-sound.ts';
import type { SoundSource } from './sound-source.ts';
import { UndecodableSound } from './undecodable-sound.ts';
import { waveFile, type WaveEncoding, type WaveOptions } from './wave.fixture.ts';

async function read(source: SoundSource, start?: number, end?: number): Promise<Float32Array> {
  const sound = await openSound(source);
  const pieces: Float32Array[] = [];
  for await (const piece of sound.pieces(start, end)) pieces.push(piece);
  sound.close();
  return concatenate(pieces);
}

const ramp = (length: number) => Array.from({ length }, (_, index) => [((index * 37) % 20001) - 10000]);
const scaled = (samples: readonly (readonly number[])[], fullScale: number) =>
  Float32Array.from(
    samples,
    (instant) => instant.reduce((sum, sample) => sum + sample, 0) / instant.length / fullScale,
  );

describe('openSound', () => {
  it.each<[WaveEncoding, number, readonly number[]]>([
    ['pcm8', 2 ** 7, [-128, -1, 0, 1, 127]],
    ['pcm16', 2 ** 15, [-32768, -1, 0, 1, 32767]],
    ['pcm24', 2 ** 23, [-8388608, -1, 0, 1, 8388607]],
    ['pcm32', 2 ** 31, [-2147483648, -1, 0, 1, 2147483647]],
    ['float32', 1, [-1, -0.25, 0, 0.1, 1]],
  ])('reads %s, both halves on one scale', async (encoding, fullScale, values) => {
    const samples = values.map((value) => [value]);
    expect(await read(waveFile(samples, { encoding }))).toEqual(scaled(samples, fullScale));
  });

  it.each<WaveEncoding>(['pcm16', 'pcm24'])('takes the mean of the channels of %s', async (encoding) => {
    const samples = [
      [1000, 3000],
      [-32768, -32768],
      [32767, -32768],
    ];
    const fullScale = encoding === 'pcm16' ? 2 ** 15 : 2 ** 23;
    expect(await read(waveFile(samples, { encoding }))).toEqual(scaled(samples, fullScale));
  });

  it('says what the recording is', async () => {
    const { info } = await openSound(waveFile([...ramp(22050)], { sampleRate: 44100 }));
    expect(info).toEqual({ durationSeconds: 0.5, sampleRate: 44100, channels: 1, codec: 'pcm-s16' });
    const sound = await openSound({ samples: new Float32Array(4000), sampleRate: 8000 });
    expect(sound.info).toMatchObject({ durationSeconds: 0.5, sampleRate: 8000, channels: 1 });
  });

  it('gives any stretch as it is in the whole, in pieces of a second', async () => {
    const samples = ramp(20000);
    const all = scaled(samples, 2 ** 15);
    const sources = [
      waveFile(samples, { sampleRate: 8000 }),
      waveFile(samples, { sampleRate: 8000, encoding: 'pcm32' }),
      { samples: all, sampleRate: 8000 },
    ];
    const sounds = await Promise.all(sources.map(openSound));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(0, 1, 2),
        fc.integer({ min: 0, max: 21000 }),
        fc.integer({ min: 0, max: 12000 }),
        async (which, from, length) => {
          const pieces: Float32Array[] = [];
          for await (const piece of sounds[which]!.pieces(from / 8000, (from + length) / 8000))
            pieces.push(piece);
          expect(pieces.slice(0, -1).every((piece) => piece.length === 8000)).toBe(true);
          const whole = which === 1 ? scaled(samples, 2 ** 31) : all;
          expect(concatenate(pieces)).toEqual(whole.slice(from, from + length));
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each<[string, WaveOptions]>([
    ['were never completed', { claimed: { riff: 0, data: 0 } }],
    ['are missing for the samples', { claimed: { data: 0 } }],
    ['are those of a stream', { claimed: { riff: 0xffffffff, data: 0xffffffff } }],
    ['stop ahead of the samples', { claimed: { riff: 36 } }],
    ['are those of a longer file', { claimed: { riff: 90_000, data: 88_000 } }],
    ['are long ones', { riff: 'BW64', claimed: { riff: 0xffffffff, data: 0xffffffff } }],
  ])('reads to the end of the file where the sizes in the header %s', async (_what, options) => {
    const samples = ramp(1000);
    expect(await read(waveFile(samples, options))).toEqual(scaled(samples, 2 ** 15));
  });

  it('refuses samples that are no sound, and says where', async () => {
    const samples = Array.from({ length: 20000 }, (_, index) => [index === 12000 ? NaN : 0]);
    const file = waveFile(samples, { encoding: 'float32', sampleRate: 8000 });
    await expect(read(file)).rejects.toThrow('At 1.500 s it holds a sample of NaN');
    expect(await read(file, 0, 1.5)).toHaveLength(12000);
    await expect(read({ samples: Float32Array.of(0, Infinity), sampleRate: 8000 })).rejects.toThrow(
      'sample of Infinity',
    );
  });

  it('leaves to the page what it can’t read', async () => {
    const letter = new File(['Dear all, this is no sound at all.'], 'letter.wav');
    await expect(openSound(letter)).rejects.toBeInstanceOf(UndecodableSound);
    await expect(openSound(waveFile([]))).rejects.toBeInstanceOf(UndecodableSound);
    await expect(openSound(new File([], 'empty.wav'))).rejects.toThrow('It is empty.');
  });
});
