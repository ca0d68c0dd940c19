import { describe, expect, it } from '@jest/globals';
import { type Band, type BandLimitName, bandLimitNames, bandLimits } from './band-limits.ts';
import { bandPass } from './band-pass.ts';
import { meanPower } from './level.ts';

const sampleRate = 24_000;

/** Gain for a tone, in dB, away from the ends. */
function gainDb(band: Band, hertz: number): number {
  const tone = Float32Array.from({ length: 12_000 }, (_, i) =>
    Math.sin((2 * Math.PI * hertz * i) / sampleRate),
  );
  const heard = bandPass(tone, band, sampleRate);
  expect(heard).toHaveLength(tone.length);
  return 10 * Math.log10(meanPower(heard, 4000, 8000) / meanPower(tone, 4000, 8000));
}

describe('bandPass', () => {
  it.each(bandLimitNames.map((name) => [name]))(
    'lets the band of %s pass, and nothing beyond a tenth outside it',
    (name: BandLimitName) => {
      const [low, high] = bandLimits[name];
      const inside = [low * 1.01 + 1, Math.min(high * 0.99, 11_900), 1000];
      for (const hertz of inside) expect(Math.abs(gainDb([low, high], hertz))).toBeLessThan(0.1);
      const outside = [
        ...(low > 0 ? [Math.min(low * 0.9, low - 25)] : []),
        ...(high * 1.1 < sampleRate / 2 ? [high * 1.1, 11_900] : []),
      ];
      for (const hertz of outside) expect(gainDb([low, high], hertz)).toBeLessThan(-55);
    },
  );

  it('delays nothing: a click stays where it is', () => {
    const click = new Float32Array(4000);
    click[1000] = 1;
    const heard = bandPass(click, bandLimits.telephone, sampleRate);
    expect(heard.indexOf(Math.max(...heard))).toBe(1000);
  });

  it('leaves a sound alone whose rate holds nothing beyond the band', () => {
    const samples = Float32Array.of(0.1, -0.5, 0.3);
    expect(bandPass(samples, bandLimits['opus-wb'], 16_000)).toEqual(samples);
  });

  it.each([
    [[3400, 300], /3400 to 300 Hz/],
    [[-1, 300], /-1 to 300 Hz/],
    [[NaN, 300], /NaN to 300 Hz/],
    [[12_000, 13_000], /the lower below 12000 Hz/],
  ] as const)('refuses the band %s', (band, message) => {
    expect(() => bandPass(new Float32Array(8), band, sampleRate)).toThrow(message);
  });
});
