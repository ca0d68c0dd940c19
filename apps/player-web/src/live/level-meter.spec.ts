import { describe, expect, it } from '@jest/globals';
import { createLevelMeter, levelInWords, SILENCE } from './level-meter.ts';

const sine = (seconds: number, sampleRate: number, size: number) =>
  Float32Array.from(
    { length: seconds * sampleRate },
    (_, i) => size * Math.sin((2 * Math.PI * 441 * i) / sampleRate),
  );

describe('createLevelMeter', () => {
  it('reads silence before anything came', () => {
    expect(createLevelMeter(8000).read()).toEqual(SILENCE);
  });

  it.each([8000, 44_100, 48_000])(
    'reads a sine at %d Hz: its peak, and 3 dB less as its power',
    (sampleRate) => {
      const meter = createLevelMeter(sampleRate);
      meter.push(sine(3, sampleRate, 0.1));
      const { rmsDb, peakDb, clipped } = meter.read();
      expect(peakDb).toBeGreaterThan(-20.2);
      expect(peakDb).toBeLessThanOrEqual(-19.99);
      expect(rmsDb).toBeCloseTo(-23.01, 1);
      expect(clipped).toBe(false);
    },
  );

  it('lets the peak fall by 20 dB a second', () => {
    const meter = createLevelMeter(8000);
    meter.push(Float32Array.of(0.5));
    const before = meter.read().peakDb;
    meter.push(new Float32Array(8000));
    expect(before - meter.read().peakDb).toBeCloseTo(20, 3);
  });

  it('holds a clip for two seconds', () => {
    const meter = createLevelMeter(1000);
    meter.push(Float32Array.of(-1, 0));
    expect(meter.read().clipped).toBe(true);
    meter.push(new Float32Array(1998));
    expect(meter.read().clipped).toBe(true);
    meter.push(new Float32Array(1));
    expect(meter.read().clipped).toBe(false);
  });

  it('reads the same however the samples are cut', () => {
    const samples = sine(1, 8000, 0.3);
    const [whole, cut] = [createLevelMeter(8000), createLevelMeter(8000)];
    whole.push(samples);
    for (let at = 0; at < samples.length; at += 37) cut.push(samples.subarray(at, at + 37));
    expect(cut.read()).toEqual(whole.read());
  });
});

describe('levelInWords', () => {
  it.each([
    [-Infinity, false, 'almost silent'],
    [-60, false, 'quiet'],
    [-40, false, 'good'],
    [-5, false, 'loud'],
    [-20, true, 'too loud, cut off'],
  ])('says of %d dB, clipped %s: %s', (peakDb, clipped, words) => {
    expect(levelInWords({ rmsDb: peakDb - 3, peakDb, clipped })).toBe(words);
  });
});
