import { describe, expect, it } from '@jest/globals';
import { nativeSampleRate } from './native-sample-rate.ts';

const bytesOf = (...parts: (string | readonly number[])[]): Uint8Array =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : part)),
  );

const uint32 = (value: number): number[] => [
  value & 255,
  (value >> 8) & 255,
  (value >> 16) & 255,
  value >>> 24,
];
const formatChunk = (sampleRate: number) =>
  bytesOf('fmt ', uint32(16), [1, 0, 1, 0], uint32(sampleRate), uint32(2 * sampleRate), [2, 0, 16, 0]);
const wave = (sampleRate: number, before: Uint8Array = bytesOf(), riff = 'RIFF') =>
  bytesOf(riff, uint32(0), 'WAVE', [...before], [...formatChunk(sampleRate)], 'data', uint32(0));

/** 20 bits of sample rate behind 10 bytes of block and frame sizes. */
const flac = (sampleRate: number) =>
  bytesOf('fLaC', [0, 0, 0, 34], new Array<number>(10).fill(0), [
    (sampleRate >> 12) & 255,
    (sampleRate >> 4) & 255,
    ((sampleRate & 15) << 4) | 0b0010,
    0xf0,
  ]);

describe('nativeSampleRate', () => {
  it.each([8000, 16000, 22050, 44100, 48000, 96000, 192000])(
    'reads %i Hz from WAV and FLAC',
    (sampleRate) => {
      expect(nativeSampleRate(wave(sampleRate))).toBe(sampleRate);
      expect(nativeSampleRate(flac(sampleRate))).toBe(sampleRate);
    },
  );

  it('finds the format behind other chunks, of odd length too', () => {
    expect(nativeSampleRate(wave(44100, bytesOf('LIST', uint32(3), 'abc', [0])))).toBe(44100);
    expect(nativeSampleRate(wave(48000, bytesOf('JUNK', uint32(4), 'abcd'), 'RF64'))).toBe(48000);
  });

  it('finds FLAC behind an ID3 tag', () => {
    const tag = bytesOf('ID3', [4, 0, 0], [0, 0, 1, 2], new Array<number>(130).fill(7));
    expect(nativeSampleRate(bytesOf([...tag], [...flac(32000)]))).toBe(32000);
  });

  it('reads from the middle of a buffer', () => {
    const padded = bytesOf([1, 2, 3], [...wave(16000)]);
    expect(nativeSampleRate(padded.subarray(3))).toBe(16000);
  });

  it('knows nothing else, and no header that is cut off', () => {
    expect(nativeSampleRate(bytesOf())).toBeUndefined();
    expect(nativeSampleRate(bytesOf('OggS', new Array<number>(60).fill(0)))).toBeUndefined();
    expect(nativeSampleRate(wave(16000).subarray(0, 20))).toBeUndefined();
    expect(nativeSampleRate(flac(16000).subarray(0, 12))).toBeUndefined();
    expect(nativeSampleRate(wave(0))).toBeUndefined();
  });
});
