import type { Pattern } from '../look/palette.ts';
import type { ViewRange } from './view-range.ts';

/**
 * Whether a pattern is darker at a place: the same patterns that `[data-pattern]` draws in app.css, in CSS pixels.
 *
 * @param x, y whole CSS pixels
 * @example isInked('barred', 1, 0) // true
 */
export function isInked(pattern: Pattern, x: number, y: number): boolean {
  switch (pattern) {
    case 'plain':
      return false;
    case 'hatched':
      return (x + y) % 12 < 4;
    case 'dotted':
      return x % 10 < 3 && y % 10 < 3;
    case 'crossed':
      // x + 7 y is x - y, but for eights.
      return (x + y) % 8 < 2 || (x + 7 * y) % 8 < 2;
    case 'barred':
      return x % 8 < 3;
  }
}

/**
 * After how many pixels to the side a pattern begins again.
 *
 * @example patternPeriod('barred') // 8
 */
export function patternPeriod(pattern: Pattern): number {
  return { plain: 1, hatched: 12, dotted: 10, crossed: 8, barred: 8 }[pattern];
}

/** A multiple of every pattern's period, at up to four pixels of a raster for a CSS pixel. */
const PERIOD = 1440;

/**
 * How far patterns are shifted so that they go along with what they lie on when the view moves.
 *
 * @param width of the view, in pixels
 * @returns whole pixels, 0 or more
 * @example patternShift({ startSeconds: 1, endSeconds: 3 }, 200) // 100
 */
export function patternShift({ startSeconds, endSeconds }: ViewRange, width: number): number {
  return Math.round((startSeconds * width) / (endSeconds - startSeconds)) % PERIOD;
}
