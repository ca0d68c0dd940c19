/** Distances that people count in, in seconds: from tenths to hours. */
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];

/**
 * Moments for the ticks of a time axis, at round numbers, as many as fit.
 *
 * @param durationSeconds length of the axis
 * @param maxTicks the most that fit
 * @returns seconds, ascending from 0
 * @example timeTicks(12, 8) // [0, 2, 4, 6, 8, 10, 12]
 */
export function timeTicks(durationSeconds: number, maxTicks: number): number[] {
  const step =
    STEPS.find((seconds) => durationSeconds / seconds < maxTicks) ??
    Math.ceil(durationSeconds / maxTicks / 3600) * 3600;
  return Array.from({ length: Math.floor(durationSeconds / step + 1e-9) + 1 }, (_, tick) => tick * step);
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
