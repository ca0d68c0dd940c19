/**
 * A moment as it is written in a field: minutes and seconds to the millisecond, hours where there are any.
 *
 * @example clockTime(65.25) // '1:05.250'
 */
export function clockTime(seconds: number): string {
  const milliseconds = Math.round(Math.max(0, seconds) * 1000);
  const two = (value: number) => String(value).padStart(2, '0');
  const [minutes, hours] = [Math.floor(milliseconds / 60_000) % 60, Math.floor(milliseconds / 3_600_000)];
  const rest = `${two(Math.floor(milliseconds / 1000) % 60)}.${String(milliseconds % 1000).padStart(3, '0')}`;
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/**
 * Seconds from what a person typed: seconds, or minutes and seconds, or hours, minutes and seconds; with a point or a comma.
 *
 * @returns undefined for what is no such time
 * @example parseClockTime('1:05.25') // 65.25
 */
export function parseClockTime(text: string): number | undefined {
  const match = /^(?:(?:(\d+):)?(\d+):)?(\d+(?:[.,]\d*)?|[.,]\d+)$/.exec(text.trim());
  if (!match) return undefined;
  const [, hours = '0', minutes, rest = ''] = match;
  const seconds = Number(rest.replace(',', '.'));
  const isInRange =
    (minutes === undefined || seconds < 60) && (match[1] === undefined || Number(minutes) < 60);
  return isInRange ? Number(hours) * 3600 + Number(minutes ?? 0) * 60 + seconds : undefined;
}
