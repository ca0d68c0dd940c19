import type { Random } from '@earmark/dataset';
import type { Augmentation } from './augmentation.ts';

/**
 * Hides stretches of time and of the spectrum, so that no single moment and no single band is relied on: they become 0, the training
 * mean. The labels stay, and what is hidden has to be told from what is around it. Masks may overlap.
 *
 * Source: Park et al., "SpecAugment", Interspeech 2019, section 2 (its masks, without its time warping).
 *
 * @param values normalized, row-major `[frames][bands]`; changed in place
 * @example hideMasked(values, 64, { ...augmentation, timeMasks: { count: 2, widest: 20 } }, createRandom(1))
 */
export function hideMasked(
  values: Float32Array,
  bands: number,
  { timeMasks, bandMasks }: Pick<Augmentation, 'timeMasks' | 'bandMasks'>,
  random: Random,
): void {
  const frames = values.length / bands;
  for (let mask = 0; mask < (timeMasks?.count ?? 0); mask++) {
    const [from, to] = drawMask(timeMasks!.widest, frames, random);
    values.fill(0, from * bands, to * bands);
  }
  for (let mask = 0; mask < (bandMasks?.count ?? 0); mask++) {
    const [from, to] = drawMask(bandMasks!.widest, bands, random);
    for (let row = 0; row < values.length; row += bands) values.fill(0, row + from, row + to);
  }
}

function drawMask(widest: number, length: number, random: Random): [from: number, to: number] {
  const width = random.integer(Math.min(widest, length) + 1);
  const from = random.integer(length - width + 1);
  return [from, from + width];
}
