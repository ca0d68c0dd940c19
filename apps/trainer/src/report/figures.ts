import type { Figure } from './report-data.ts';

/**
 * A figure with a fixed number of decimals, – where it is undefined.
 *
 * @example decimal(0.97349) // '0.973'
 */
export function decimal(figure: Figure, digits = 3): string {
  return figure !== null && Number.isFinite(figure) ? figure.toFixed(digits) : '–';
}

/**
 * A share in per cent, – where it is undefined.
 *
 * @example percent(0.5) // '50.0 %'
 */
export function percent(fraction: Figure): string {
  return fraction !== null && Number.isFinite(fraction) ? `${(100 * fraction).toFixed(1)} %` : '–';
}

/**
 * Seconds as people read them: below a minute with a decimal, below an hour as minutes, else as hours.
 *
 * @example [8.25, 247, 3723].map(duration) // ['8.3 s', '4:07 min', '1:02:03 h']
 */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (value: number) => `${Math.floor(value)}`.padStart(2, '0');
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}:${two(whole % 60)} min`;
  return `${Math.floor(whole / 3600)}:${two((whole % 3600) / 60)}:${two(whole % 60)} h`;
}
