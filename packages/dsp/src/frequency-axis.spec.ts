import { describe, expect, it } from '@jest/globals';
import { defaultFeatures, originFeatures } from './feature-spec.ts';
import { hzToMel } from './filter-bank.ts';
import { frequencyTicks } from './frequency-axis.ts';

describe('frequencyTicks', () => {
  it('puts linear bands where they are', () => {
    // Bin b of 512 has its middle at (b + 0.5) / 512 of the height, and 44100 / 1024 Hz lie between two bins.
    const ticks = frequencyTicks(originFeatures, 8);
    expect(ticks.length).toBeGreaterThan(3);
    for (const { hertz, height } of ticks)
      expect(height).toBeCloseTo((hertz / (44100 / 1024) + 0.5) / 512, 6);
  });

  it('follows the mel scale', () => {
    const mel = (hertz: number) => hzToMel(hertz, 'slaney');
    const melStep = (mel(8000) - mel(50)) / 65;
    for (const { hertz, height } of frequencyTicks(defaultFeatures, 9))
      expect(Math.abs(height - ((mel(hertz) - mel(50)) / melStep - 0.5) / 64)).toBeLessThan(0.01);
  });

  it('keeps its distance and its order', () => {
    for (const most of [2, 4, 9]) {
      const ticks = frequencyTicks(defaultFeatures, most);
      expect(ticks.length).toBeGreaterThan(1);
      for (const [index, { height, hertz }] of ticks.entries())
        if (index > 0) {
          expect(height - ticks[index - 1]!.height).toBeGreaterThanOrEqual(1 / most);
          expect(hertz).toBeGreaterThan(ticks[index - 1]!.hertz);
        }
    }
    const hertz = frequencyTicks(defaultFeatures, 9).map((tick) => tick.hertz);
    expect(hertz).toEqual([500, 1000, 2000, 4000, 6000]);
  });
});
