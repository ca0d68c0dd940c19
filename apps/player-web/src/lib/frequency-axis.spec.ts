import { describe, expect, it } from '@jest/globals';
import { defaultFeatures, originFeatures } from '@earmark/dsp';
import { frequencyTicks } from './frequency-axis.ts';

describe('frequencyTicks', () => {
  it('puts linear bands where they are', () => {
    // Bin b of 512 has its middle at (b + 0.5) / 512 of the height, and 44100 / 1024 Hz lie between two bins.
    for (const { hertz, height } of frequencyTicks(originFeatures, 8))
      expect(height).toBeCloseTo((hertz / (44100 / 1024) + 0.5) / 512, 6);
  });

  it('follows the mel scale', () => {
    const mel = (hertz: number) =>
      hertz < 1000 ? hertz / (200 / 3) : 15 + Math.log(hertz / 1000) / (Math.log(6.4) / 27);
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
    expect(frequencyTicks(defaultFeatures, 9).map(({ text }) => text)).toEqual([
      '500',
      '1k',
      '2k',
      '4k',
      '6k',
    ]);
  });
});
