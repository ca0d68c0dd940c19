import { formatTime } from '../timeline/time-axis.ts';

/** Stands where a figure is undefined, such as the recall of a label that does not occur. */
const UNDEFINED = '–';

/** From here on a length reads better as a clock shows it. */
const CLOCK_FROM_SECONDS = 600;

/**
 * A share in per cent with one decimal.
 *
 * @param share in [0, 1]; null and NaN are undefined
 * @example shareInPercent(0.9312) // '93.1 %'
 */
export function shareInPercent(share: number | null): string {
  return share === null || !Number.isFinite(share) ? UNDEFINED : `${(share * 100).toFixed(1)} %`;
}

/**
 * A figure between 0 and 1 that is no share, such as a ROC-AUC.
 *
 * @param value null and NaN are undefined
 * @example asFigure(0.98765) // '0.988'
 */
export function asFigure(value: number | null): string {
  return value === null || !Number.isFinite(value) ? UNDEFINED : value.toFixed(3);
}

/**
 * A length of time: tenths of a second below ten minutes, a clock above.
 *
 * @example lengthInWords(4.25) // '4.3 s'
 */
export function lengthInWords(seconds: number): string {
  return seconds < CLOCK_FROM_SECONDS ? `${seconds.toFixed(1)} s` : formatTime(seconds);
}
