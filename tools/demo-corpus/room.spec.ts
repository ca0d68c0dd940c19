import { createRandom } from '@earmark/dataset';
import { describe, expect, it } from '@jest/globals';
import { convolve } from './convolve.ts';
import { power } from './level.ts';
import { whiteNoise } from './noises/excitations.ts';
import { roomResponse, type Position } from './room.ts';
import { sampleRate } from './sample-rate.ts';

describe('convolve', () => {
  it('equals the sum of delayed copies', () => {
    const signal = whiteNoise(createRandom(1), 500);
    const response = whiteNoise(createRandom(2), 90);
    const expected = signal.map((_, i) =>
      response.reduce((total, tap, k) => total + (i >= k ? tap * signal[i - k]! : 0), 0),
    );
    const heard = convolve(signal, response);
    expect(heard).toHaveLength(signal.length);
    heard.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 5));
  });
});

describe('roomResponse', () => {
  const size: Position = [5, 4, 3];
  const [talker, microphone]: [Position, Position] = [
    [1, 1, 1.5],
    [3.5, 2.5, 1.2],
  ];

  it('begins with the direct sound at gain 1, so that labels stay aligned', () => {
    expect(roomResponse({ size, reverberationSeconds: 0.4 }, talker, microphone)[0]).toBeCloseTo(1, 6);
  });

  it('holds the first reflection, off the floor, where geometry puts it', () => {
    const response = roomResponse({ size, reverberationSeconds: 0.4 }, talker, microphone);
    const across = Math.hypot(2.5, 1.5);
    const extraMetres = Math.hypot(across, 1.5 + 1.2) - Math.hypot(across, 0.3);
    const delay = Math.round((extraMetres / 343) * sampleRate);
    expect(response.subarray(1, delay).every((tap) => tap === 0)).toBe(true);
    expect(Math.abs(response[delay]!)).toBeGreaterThan(0.1);
  });

  it('rings longer the longer the reverberation time', () => {
    const late = (reverberationSeconds: number) => {
      const response = roomResponse({ size, reverberationSeconds }, talker, microphone);
      return power(response, 0.1 * sampleRate, 0.2 * sampleRate);
    };
    expect(late(0.6)).toBeGreaterThan(10 * late(0.3));
  });

  it('refuses a place outside the room', () => {
    expect(() => roomResponse({ size, reverberationSeconds: 0.4 }, [6, 1, 1], microphone)).toThrow(
      /6, 1, 1 m is outside/,
    );
  });
});
