import { describe, expect, it } from '@jest/globals';
import { waveHeader } from './wave-header.ts';

describe('waveHeader', () => {
  it('says what the format wants to hear', () => {
    const header = waveHeader(44_100, 1000);
    const view = new DataView(header.buffer);
    const text = (from: number, to: number) => new TextDecoder().decode(header.subarray(from, to));
    expect(header).toHaveLength(44);
    expect([text(0, 4), text(8, 16), text(36, 40)]).toEqual(['RIFF', 'WAVEfmt ', 'data']);
    expect(view.getUint32(4, true)).toBe(2036);
    expect(view.getUint32(16, true)).toBe(16);
    // PCM, one channel, 44 100 Hz, 88 200 bytes a second, 2 bytes a sample of 16 bits.
    expect([20, 22, 32, 34].map((at) => view.getUint16(at, true))).toEqual([1, 1, 2, 16]);
    expect([24, 28, 40].map((at) => view.getUint32(at, true))).toEqual([44_100, 88_200, 2000]);
  });

  it('refuses what the format can’t hold', () => {
    expect(() => waveHeader(48_000, 2 ** 31 - 22)).toThrow('4 GiB');
    expect(() => waveHeader(48_000, 2 ** 31 - 23)).not.toThrow();
  });
});
