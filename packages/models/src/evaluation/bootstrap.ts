import { createRandom } from '@earmark/dataset';
import { quantile } from './quantile.ts';

/** A figure and how far chance in the choice of recordings may have moved it. Null where it is undefined. */
export interface BootstrapInterval {
  /** The figure of the recordings themselves. */
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** The resamples in which the figure is defined: those that the interval is made of. */
  readonly resamples: number;
}

/** `seed` is a whole number, `level` the share of resamples inside the interval, above 0 and below 1. */
export interface BootstrapOptions {
  readonly seed: number;
  readonly resamples?: number;
  readonly level?: number;
}

/**
 * The percentile bootstrap (Efron 1979): draws as many recordings as there are, with replacement, again and again, and takes the
 * middle of the figures so found. Whole recordings are drawn, because the frames of one recording are much alike: drawing
 * frames would promise a certainty that isn't there.
 *
 * A resample may lack a label, so that its figure is undefined; it is left out. One recording can't vary: its interval is null.
 *
 * @param recordings one item for each, in a form that is cheap to put together: {@link scoreHistograms} for curves, else sums
 * @param statistic the figure of a list of recordings; null or NaN where it is undefined
 * @throws RangeError when `resamples` is no positive whole number, or `level` not between 0 and 1
 * @example bootstrapInterval([1, 2, 3, 4], (drawn) => mean(drawn), { seed: 1 }) // { estimate: 2.5, low: 1.5, high: 3.5, … }
 */
export function bootstrapInterval<Recording>(
  recordings: readonly Recording[],
  statistic: (sample: readonly Recording[]) => number | null,
  { seed, resamples = 1000, level = 0.95 }: BootstrapOptions,
): BootstrapInterval {
  if (!Number.isInteger(resamples) || resamples < 1)
    throw new RangeError(`resamples is ${resamples}, expected a positive whole number`);
  if (!(level > 0 && level < 1))
    throw new RangeError(`the level is ${level}, expected a share above 0 and below 1, such as 0.95`);
  const estimate = defined(statistic(recordings));
  if (estimate === null || recordings.length < 2) return { estimate, low: null, high: null, resamples: 0 };

  const random = createRandom(seed);
  const found: number[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    const sample = recordings.map(() => recordings[random.integer(recordings.length)]!);
    const figure = defined(statistic(sample));
    if (figure !== null) found.push(figure);
  }
  if (found.length === 0) return { estimate, low: null, high: null, resamples: 0 };
  found.sort((a, b) => a - b);
  const outside = (1 - level) / 2;
  return {
    estimate,
    low: quantile(found, outside),
    high: quantile(found, 1 - outside),
    resamples: found.length,
  };
}

function defined(figure: number | null): number | null {
  return figure === null || Number.isNaN(figure) ? null : figure;
}
