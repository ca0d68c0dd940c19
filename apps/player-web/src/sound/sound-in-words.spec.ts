import { describe, expect, it } from '@jest/globals';
import { soundInWords } from './sound-in-words.ts';

const file = new File(['sound'], 'dawn.flac');

describe('soundInWords', () => {
  it.each([
    [16_000, 1, 'flac', '16 kHz, mono, FLAC'],
    [44_100, 2, 'pcm-s16', '44.1 kHz, stereo, 16-bit PCM'],
    [96_000, 8, 'pcm-s24be', '96 kHz, 8 channels, 24-bit PCM'],
    [11_025, 1, 'pcm-f32', '11.025 kHz, mono, 32-bit float PCM'],
    [48_000, 2, 'unknown', '48 kHz, stereo, unknown codec'],
  ])('%d Hz, %d channels, %s', (sampleRate, channels, codec, words) => {
    expect(soundInWords(file, { durationSeconds: 1, sampleRate, channels, codec })).toBe(words);
  });

  it('says nothing of a file that only the page could decode', () => {
    const audio = { samples: new Float32Array(4), sampleRate: 16_000 };
    const info = { durationSeconds: 1, sampleRate: 16_000, channels: 1, codec: 'pcm-f32' };
    expect(soundInWords(audio, info)).toBe('Decoded by this browser as a whole');
  });
});
