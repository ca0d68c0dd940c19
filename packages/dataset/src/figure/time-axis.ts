import { scaleUtc } from 'd3-scale';
import { element, svgText } from './svg.ts';
import type { FigureColours } from './style.ts';

/** From seconds to pixels. */
export interface TimeAxis {
  readonly fromSeconds: number;
  readonly toSeconds: number;
  /** Pixels. */
  readonly width: number;
  /** Pixels right of the plot's left edge. */
  x(seconds: number): number;
}

/** @example createTimeAxis(0, 5, 1000).x(2.5) // 500 */
export function createTimeAxis(fromSeconds: number, toSeconds: number, width: number): TimeAxis {
  const perSecond = width / (toSeconds - fromSeconds);
  return { fromSeconds, toSeconds, width, x: (seconds) => (seconds - fromSeconds) * perSecond };
}

/** A round time as it is written. */
export interface TimeTick {
  readonly seconds: number;
  readonly text: string;
}

/**
 * Round times: seconds with their decimals below a minute, then minutes and seconds, then hours.
 *
 * @param maxTicks about as many
 * @returns the ticks, and what they count
 * @example timeTicks(0, 18_000, 6) // { unit: 'h:min', ticks: [{ seconds: 0, text: '0:00' }, { seconds: 3600, text: '1:00' }, …] }
 */
export function timeTicks(
  fromSeconds: number,
  toSeconds: number,
  maxTicks: number,
): { readonly unit: string; readonly ticks: readonly TimeTick[] } {
  // Dates in UTC have no summer time: they are seconds with the steps that people divide a minute, an hour and a day by.
  const dates = scaleUtc()
    .domain([Math.ceil(fromSeconds * 1000), Math.floor(toSeconds * 1000)])
    .ticks(maxTicks);
  const seconds = dates.map((date) => date.getTime() / 1000);
  const isWholeMinutes = seconds.every((second) => second % 60 === 0);
  const decimals = Math.max(0, ...seconds.map((second) => (String(second).split('.')[1] ?? '').length));
  const unit = toSeconds <= 60 ? 's' : toSeconds <= 3600 ? 'min:s' : isWholeMinutes ? 'h:min' : 'h:min:s';
  const write = (second: number) => {
    if (unit === 's') return second.toFixed(decimals);
    const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
    const rest = (second % 60).toFixed(decimals).padStart(decimals > 0 ? decimals + 3 : 2, '0');
    const [hours, minutes] = [Math.floor(second / 3600), (second % 3600) / 60];
    if (unit === 'min:s') return `${Math.floor(second / 60)}:${rest}`;
    return `${hours}:${two(minutes)}${unit === 'h:min' ? '' : `:${rest}`}`;
  };
  return { unit, ticks: seconds.map((second) => ({ seconds: second, text: write(second) })) };
}

/** Height of what `drawTimeAxis` draws. */
export const timeAxisHeight = 38;

/**
 * The axis below the lowest panel: its upper edge is the panel's lower one.
 *
 * @param label what it counts; the unit is added
 */
export function drawTimeAxis(axis: TimeAxis, label: string, { ink, faint }: FigureColours): string {
  const { unit, ticks } = timeTicks(axis.fromSeconds, axis.toSeconds, axis.width / 90);
  const marks = ticks.map(({ seconds, text }) => {
    const x = axis.x(seconds);
    return (
      element('path', { d: `M${x.toFixed(2)} 0v5`, stroke: faint }) +
      element('text', { x, y: 17, 'text-anchor': 'middle', fill: ink }, svgText(text))
    );
  });
  const title = { x: axis.width / 2, y: 33, 'text-anchor': 'middle', fill: ink, 'font-size': 12 };
  return element(
    'g',
    { class: 'time-axis' },
    element('path', { d: `M0 0h${axis.width}`, stroke: faint }),
    ...marks,
    element('text', title, svgText(`${label} (${unit})`)),
  );
}
