import { describe, expect, it } from '@jest/globals';
import { defaultFeatures } from '@earmark/dsp';
import { decode } from 'fast-png';
import { spectrogramPng } from './spectrogram-picture.ts';

const features = { ...defaultFeatures, bands: 2 };

describe('spectrogramPng', () => {
  it('pools frames to the width, loudest first, low bands at the bottom', () => {
    const values = Float32Array.of(-90, -90, -90, 0, -90, -90, -90, -90);
    const address = spectrogramPng({ values, frames: 4, bands: 2, features }, 2);
    const { width, height, data } = decode(
      Buffer.from(address.replace('data:image/png;base64,', ''), 'base64'),
    );
    expect([width, height]).toEqual([2, 2]);
    const brightness = Array.from(
      { length: 4 },
      (_, i) => data[4 * i]! + data[4 * i + 1]! + data[4 * i + 2]!,
    );
    expect(brightness.indexOf(Math.max(...brightness))).toBe(0);
    expect(new Set(brightness.slice(1)).size).toBe(1);
  });
});
