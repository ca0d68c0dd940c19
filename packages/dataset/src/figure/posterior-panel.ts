import type { FrameGrid } from '@earmark/dsp';
import { drawHeading, drawRowName, type Panel } from './label-panel.ts';
import type { FigureColours } from './style.ts';
import { decimals, element } from './svg.ts';
import type { TimeAxis } from './time-axis.ts';

/** A probability for every label at every frame, as `classify` of @earmark/models gives it. */
export interface FigurePosteriors {
  /** Row-major [frames][labels], 0..1. */
  readonly values: Float32Array;
  readonly frames: number;
  readonly labels: readonly string[];
  readonly grid: FrameGrid;
}

const rowHeight = 36;
const gap = 6;
/** Of more labels those are drawn that come closest to 1. */
const maxRows = 12;

/**
 * A curve for every label, one below the other; of two labels, whose posteriors mirror each other, only the first one's.
 *
 * @param labels from above; their places are their colours
 * @param room for the names, in pixels
 */
export function drawPosteriors(
  posteriors: FigurePosteriors,
  labels: readonly string[],
  axis: TimeAxis,
  room: number,
  colours: FigureColours,
): Panel {
  const own = labels.filter((label) => posteriors.labels.includes(label));
  const drawn = own.length === 2 ? own.slice(0, 1) : highest(posteriors, own);
  const about =
    own.length > maxRows ? `posteriors (the ${maxRows} highest of ${own.length} labels)` : 'posterior';
  const heading = drawHeading(about, colours);
  const rows = drawn.map((label, row) => {
    const y = heading.height + row * (rowHeight + gap);
    const stroke = colours.series[labels.indexOf(label) % colours.series.length]!;
    const points = envelope(posteriors, label, axis).map(
      ([seconds, value]) => `${decimals(axis.x(seconds))} ${decimals(y + rowHeight * (1 - value))}`,
    );
    const frame = `M0 ${y}h${axis.width}M0 ${y + rowHeight}h${axis.width}`;
    const half = `M0 ${y + rowHeight / 2}h${axis.width}`;
    const tick = { x: axis.width + 6, 'font-size': 9, fill: colours.ink };
    return (
      element('path', { d: frame, stroke: colours.faint, 'stroke-width': 0.5 }) +
      element('path', { d: half, stroke: colours.faint, 'stroke-width': 0.5, 'stroke-dasharray': '4 3' }) +
      element('text', { ...tick, y: y + 7 }, '1') +
      element('text', { ...tick, y: y + rowHeight }, '0') +
      element('polyline', { class: 'posterior', points: points.join(' '), fill: 'none', stroke }) +
      drawRowName(label, y + rowHeight / 2, room, colours)
    );
  });
  const svg = element('g', { class: 'posteriors' }, heading.svg, ...rows);
  return { height: heading.height + rows.length * (rowHeight + gap), svg };
}

function highest({ values, labels }: FigurePosteriors, own: readonly string[]): readonly string[] {
  if (own.length <= maxRows) return own;
  const peaks = new Float32Array(labels.length);
  values.forEach((value, i) => (peaks[i % labels.length] = Math.max(peaks[i % labels.length]!, value)));
  const peak = (label: string) => peaks[labels.indexOf(label)]!;
  const kept = new Set(own.toSorted((a, b) => peak(b) - peak(a)).slice(0, maxRows));
  return own.filter((label) => kept.has(label));
}

/** A label's curve within the axis: where frames are denser than pixels, the least and the greatest value of each pixel. */
function envelope(
  { values, frames, labels, grid }: FigurePosteriors,
  label: string,
  { fromSeconds, toSeconds, width }: TimeAxis,
): (readonly [seconds: number, value: number])[] {
  const column = labels.indexOf(label);
  const first = Math.max(0, grid.frameAt(fromSeconds));
  const last = Math.min(frames - 1, grid.frameAt(toSeconds));
  const framesPerPixel = Math.max(1, Math.ceil((last - first + 1) / width));
  const at = (frame: number) => values[frame * labels.length + column]!;
  const points: [number, number][] = [];
  for (let from = first; from <= last; from += framesPerPixel) {
    let [least, greatest] = [from, from];
    for (let frame = from; frame < from + framesPerPixel && frame <= last; frame++) {
      if (at(frame) < at(least)) least = frame;
      if (at(frame) > at(greatest)) greatest = frame;
    }
    for (const frame of new Set([Math.min(least, greatest), Math.max(least, greatest)]))
      points.push([Math.min(Math.max(grid.centreSeconds(frame), fromSeconds), toSeconds), at(frame)]);
  }
  return points;
}
