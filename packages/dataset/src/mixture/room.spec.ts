import { describe, expect, it } from '@jest/globals';
import { meanPower } from './level.ts';
import { roomResponse, type Position } from './room.ts';

const sampleRate = 16_000;
const size: Position = [5, 4, 3];
const talker: Position = [1, 1, 1.5];
const microphone: Position = [3.5, 2.5, 1.2];
const respond = (reverberationSeconds: number) =>
  roomResponse({ size, reverberationSeconds }, talker, microphone, sampleRate);

describe('roomResponse', () => {
  it('begins with the direct sound at gain 1, so that labels stay aligned', () => {
    expect(respond(0.4)[0]).toBeCloseTo(1, 6);
  });

  it('holds the first reflection, off the floor, where geometry puts it', () => {
    const response = respond(0.4);
    const across = Math.hypot(2.5, 1.5);
    const extraMetres = Math.hypot(across, 1.5 + 1.2) - Math.hypot(across, 0.3);
    const delay = Math.round((extraMetres / 343) * sampleRate);
    expect(response.subarray(1, delay).every((tap) => tap === 0)).toBe(true);
    expect(Math.abs(response[delay]!)).toBeGreaterThan(0.1);
  });

  it('falls as the reverberation time says, within a third', () => {
    for (const seconds of [0.3, 0.6]) {
      const response = respond(seconds);
      const early = meanPower(response, 0.1 * seconds * sampleRate, 0.2 * seconds * sampleRate);
      const late = meanPower(response, 0.5 * seconds * sampleRate, 0.6 * seconds * sampleRate);
      const fallDb = 10 * Math.log10(early / late);
      expect(fallDb).toBeGreaterThan(24 / 1.35);
      expect(fallDb).toBeLessThan(24 * 1.35);
    }
  });

  it('refuses a place outside the room, or nowhere', () => {
    const room = { size, reverberationSeconds: 0.4 };
    expect(() => roomResponse(room, [6, 1, 1], microphone, sampleRate)).toThrow(/6, 1, 1 m is outside/);
    expect(() => roomResponse(room, [NaN, 1, 1], microphone, sampleRate)).toThrow(/NaN, 1, 1 m is outside/);
  });
});
