import { describe, expect, it } from '@jest/globals';
import { assertFiniteSamples, toMono } from './audio.ts';

describe('toMono', () => {
  it('takes the mean of the channels and leaves them as they are', () => {
    const left = Float32Array.of(1, 0, -1);
    const right = Float32Array.of(0, 0.5, -1);
    expect(toMono([left, right])).toEqual(Float32Array.of(0.5, 0.25, -1));
    expect(left).toEqual(Float32Array.of(1, 0, -1));
  });

  it('copies a single channel', () => {
    const channel = Float32Array.of(0.25, -0.5);
    const mono = toMono([channel]);
    expect(mono).toEqual(channel);
    expect(mono).not.toBe(channel);
  });

  it('refuses no channel and channels of different length', () => {
    expect(() => toMono([])).toThrow('0 channels');
    expect(() => toMono([new Float32Array(3), new Float32Array(2)])).toThrow(
      'Channel 1 has 2 samples: expected 3, as many as channel 0.',
    );
  });
});

describe('assertFiniteSamples', () => {
  it.each([NaN, Infinity, -Infinity, 1e30])('names the sample that is %p', (bad) => {
    const samples = new Float32Array(10);
    samples[7] = bad;
    expect(() => assertFiniteSamples(samples, 100)).toThrow(
      /^Sample 107 is (NaN|-?Infinity|1.0+\d*e\+30): expected a finite/,
    );
  });

  it('accepts silence, nothing and samples beyond full scale', () => {
    assertFiniteSamples(new Float32Array(0));
    assertFiniteSamples(Float32Array.of(0, -0, 1, -32768));
  });
});
