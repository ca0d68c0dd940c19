import type { ViewRange } from './view-range.ts';

/** Distances that people count in, in seconds: from milliseconds to hours. */
const STEPS = [
  ...[0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5],
  ...[1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200],
];

/** Ticks of a time axis, and with how many decimals they are told apart. */
export interface TimeTicks {
  /** In seconds, ascending. */
  readonly ticks: readonly number[];
  readonly decimals: number;
}

/**
 * Ticks for a time axis at round numbers, as many as fit.
 *
 * @param maxTicks the most that fit
 * @example timeTicks({ startSeconds: 3, endSeconds: 12 }, 8) // { ticks: [4, 6, 8, 10, 12], decimals: 0 }
 */
export function timeTicks({ startSeconds, endSeconds }: ViewRange, maxTicks: number): TimeTicks {
  const visible = endSeconds - startSeconds;
  const step =
    STEPS.find((seconds) => visible / seconds < maxTicks) ?? Math.ceil(visible / maxTicks / 3600) * 3600;
  const decimals = step >= 1 ? 0 : Math.ceil(-Math.log10(step));
  // The small part keeps ticks at the very ends, whatever the division made of them.
  const first = Math.ceil(startSeconds / step - 1e-9);
  const count = Math.max(0, Math.floor(endSeconds / step + 1e-9) - first + 1);
  return {
    ticks: Array.from({ length: count }, (_, tick) => Number(((first + tick) * step).toFixed(decimals))),
    decimals,
  };
}

/**
 * A moment as a clock shows it: hours only where there are any, decimals as asked for.
 *
 * @example formatTime(65.25, 1) // '1:05.2'
 */
export function formatTime(seconds: number, decimals = 0): string {
  const units = 10 ** decimals;
  // The small part keeps moments such as 0.3, a little less in binary, from showing the unit below.
  const whole = Math.floor(Math.max(0, seconds) * units + 1e-6);
  const fraction = decimals > 0 ? `.${String(whole % units).padStart(decimals, '0')}` : '';
  const total = Math.floor(whole / units);
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor(total / 60) % 60;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${hours > 0 ? `${hours}:${two(minutes)}` : minutes}:${two(total % 60)}${fraction}`;
}
