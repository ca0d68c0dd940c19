import { createRandom } from '@earmark/dataset';
import { describe, expect, it } from '@jest/globals';
import { hideMasked } from './masks.ts';

const FRAMES = 30;
const BANDS = 8;
/** Which frames and which bands are hidden throughout, of values that are all 1. */
function hidden(options: Parameters<typeof hideMasked>[2], seed: number) {
  const values = new Float32Array(FRAMES * BANDS).fill(1);
  hideMasked(values, BANDS, options, createRandom(seed));
  const isHidden = (frame: number, band: number) => values[frame * BANDS + band] === 0;
  const all = (length: number) => [...new Array(length).keys()];
  const frames = all(FRAMES).filter((frame) => all(BANDS).every((band) => isHidden(frame, band)));
  const bands = all(BANDS).filter((band) => all(FRAMES).every((frame) => isHidden(frame, band)));
  return { frames, bands, count: values.filter((value) => value === 0).length };
}
const seeds = [...new Array(200).keys()];

describe('hideMasked', () => {
  it('hides one stretch of time of every width up to the widest, anywhere', () => {
    const drawn = seeds.map((seed) => hidden({ timeMasks: { count: 1, widest: 5 } }, seed));
    for (const { frames, count } of drawn) {
      expect(count).toBe(frames.length * BANDS);
      if (frames.length > 0) expect(frames.at(-1)! - frames[0]! + 1).toBe(frames.length);
    }
    expect(new Set(drawn.map(({ frames }) => frames.length))).toEqual(new Set([0, 1, 2, 3, 4, 5]));
    expect(new Set(drawn.flatMap(({ frames }) => frames)).size).toBe(FRAMES);
  });

  it('hides one stretch of the spectrum likewise', () => {
    const drawn = seeds.map((seed) => hidden({ bandMasks: { count: 1, widest: 3 } }, seed));
    for (const { bands, count } of drawn) expect(count).toBe(bands.length * FRAMES);
    expect(new Set(drawn.map(({ bands }) => bands.length))).toEqual(new Set([0, 1, 2, 3]));
    expect(new Set(drawn.flatMap(({ bands }) => bands)).size).toBe(BANDS);
  });

  it('hides several, and no more than there is', () => {
    const most = Math.max(
      ...seeds.map((seed) => hidden({ timeMasks: { count: 3, widest: 5 } }, seed).count / BANDS),
    );
    expect(most).toBeGreaterThan(5);
    expect(most).toBeLessThanOrEqual(15);
    const wide = seeds.map((seed) => hidden({ timeMasks: { count: 1, widest: 1000 } }, seed).frames.length);
    expect(Math.max(...wide)).toBe(FRAMES);
  });

  it('draws nothing where nothing is asked for', () => {
    const random = createRandom(1);
    hideMasked(new Float32Array(16), BANDS, {}, random);
    expect(random.unit()).toBe(createRandom(1).unit());
  });
});
