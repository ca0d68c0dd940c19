import { describe, expect, it } from '@jest/globals';
import { amplitude, decibels, meanPower, peakOf, toUnitPower } from './level.ts';
import { snrDb, spokenPower } from './snr.ts';

describe('levels', () => {
  it('are powers, decibels and amplitudes of one another', () => {
    expect(meanPower(Float32Array.of(9, 0.5, -0.5, 9), 1, 3)).toBe(0.25);
    expect(meanPower(new Float32Array(0))).toBe(0);
    expect(decibels(100)).toBeCloseTo(20, 12);
    expect(decibels(amplitude(-7) ** 2)).toBeCloseTo(-7, 12);
    expect(peakOf(Float32Array.of(0.5, -0.75))).toBe(0.75);
    expect(peakOf(new Float32Array(0))).toBe(0);
  });

  it('can be made equal, but for silence', () => {
    expect(meanPower(toUnitPower(Float32Array.of(0.1, -0.3, 0.2)))).toBeCloseTo(1, 6);
    expect([...toUnitPower(new Float32Array(2))]).toEqual([0, 0]);
  });
});

describe('snrDb', () => {
  const noise = new Float32Array(100).fill(0.1);
  const speech = new Float32Array(100).fill(1, 50);

  it('holds the speech while it sounds against the noise all the time', () => {
    expect(snrDb(speech, noise, [{ start: 5, end: 10 }], 10)).toBeCloseTo(20, 5);
    expect(snrDb(speech, noise, [{ start: 0, end: 10 }], 10)).toBeCloseTo(20 - 3.0103, 4);
    expect(spokenPower(speech, [], 10)).toBe(0);
  });

  it('needs speech', () => {
    expect(() => snrDb(speech, noise, [], 10)).toThrow(/at least one span/);
  });
});
