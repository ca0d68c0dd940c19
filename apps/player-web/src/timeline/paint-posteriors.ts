import { patternShift } from './label-pattern.ts';
import type { PosteriorCurve } from './posterior-curve.ts';
import { fillRectangle, type Raster } from './raster.ts';
import { mixedPixel } from './pixel.ts';
import type { ViewRange } from './view-range.ts';

export interface PaintedCurve {
  readonly curve: PosteriorCurve;
  /** Pixel of the label. */
  readonly above: number;
  /** Pixel of what it is when it isn't the label; none where several curves share the lane. */
  readonly below?: number | undefined;
}

export interface PosteriorScene {
  readonly curves: readonly PaintedCurve[];
  readonly range: ViewRange;
  readonly ink: { readonly ground: number; readonly even: number; readonly hatch: number };
  /** Pixels of the raster for each CSS pixel. */
  readonly scale: number;
}

/** Below, frames lean no further than 0.7 to one side, on average: what `certaintyInWords` calls leaning. */
const UNCERTAIN = 0.4;
const HATCH_PIXELS = 7;
/** How much of the ground shows through where only some frames of a column reach. */
const SOFTNESS = 0.62;

/**
 * Paints posteriors from 0 at the bottom to 1 at the top: filled between 0.5 and the mean of a column, and softer from there to its
 * least and its greatest. Columns without much certainty are hatched.
 *
 * @param raster is painted all over
 * @example paintPosteriors(raster, { curves: [{ curve, above: green, below: red }], range: view, ink, scale: 1 })
 */
export function paintPosteriors(raster: Raster, { curves, range, ink, scale }: PosteriorScene): void {
  const { width, height, pixels } = raster;
  fillRectangle(raster, 0, 0, width, height, ink.ground);
  const shift = patternShift(range, width);
  const step = HATCH_PIXELS * scale;
  const rowOf = (posterior: number) => Math.round((1 - posterior) * height);
  const middle = rowOf(0.5);
  const fill = (x: number, top: number, bottom: number, pixel: number) => {
    for (let y = top, at = top * width + x; y < bottom; y++, at += width) pixels[at] = pixel;
  };
  for (const { curve, above, below } of curves) {
    const { least, most, mean, certainty } = curve.columns(range, width);
    const softAbove = mixedPixel(above, ink.ground, SOFTNESS);
    const softBelow = below === undefined ? softAbove : mixedPixel(below, ink.ground, SOFTNESS);
    for (let x = 0; x < width; x++) {
      if (least[x]! > most[x]!) continue;
      if (certainty[x]! < UNCERTAIN)
        for (let y = 0; y < height; y++)
          if ((x + y + shift) % step < scale) pixels[y * width + x] = ink.hatch;
      const [highest, lowest] = [rowOf(most[x]!), rowOf(least[x]!)];
      const line = Math.max(0, Math.min(height - scale, rowOf(mean[x]!) - Math.floor(scale / 2)));
      if (below === undefined) {
        fill(x, highest, lowest, softAbove);
        fill(x, line, line + 2 * scale, above);
      } else {
        fill(x, highest, Math.min(middle, lowest), softAbove);
        fill(x, Math.max(middle, highest), lowest, softBelow);
        fill(x, line, middle, above);
        fill(x, middle, line + scale, below);
      }
    }
  }
  fillRectangle(raster, 0, middle, width, middle + scale, ink.even);
}
