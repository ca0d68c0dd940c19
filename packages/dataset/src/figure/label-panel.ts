import type { Segment } from '../segment.ts';
import { type FigureColours, shortened } from './style.ts';
import { decimals, element, svgText } from './svg.ts';
import type { TimeAxis } from './time-axis.ts';

/** Segments that are drawn together: those of one person, or of one network. */
export interface LabelTrack {
  /** What stands above it, such as `reference`. */
  readonly name: string;
  readonly segments: readonly Segment[];
}

/** Part of a figure below the spectrogram. */
export interface Panel {
  readonly height: number;
  readonly svg: string;
}

export const nameSize = 11;
const headingHeight = 16;
const rowHeight = 13;

/** A panel's name, above its rows. */
export function drawHeading(text: string, { ink }: FigureColours): Panel {
  const style = { y: 12, 'font-size': nameSize, 'font-weight': 'bold', fill: ink };
  return { height: headingHeight, svg: element('text', style, svgText(text)) };
}

/** A row's name, left of it. */
export function drawRowName(name: string, y: number, room: number, { ink }: FigureColours): string {
  const style = { x: -8, y: y + 4, 'text-anchor': 'end', 'font-size': nameSize, fill: ink };
  return element(
    'text',
    style,
    element('title', {}, svgText(name)),
    svgText(shortened(name, nameSize, room)),
  );
}

/** More labels than these, the ones with the least time, share a row. */
const maxRows = 12;

/**
 * A label track: every label has its own row, named at its left, so that it is read without colour and segments may overlap.
 * Segments closer than a pixel are drawn as one, shorter ones a pixel wide.
 *
 * @param labels of all tracks, from above; their places are their colours
 * @param room for the names, in pixels
 */
export function drawLabelTrack(
  { name, segments }: LabelTrack,
  labels: readonly string[],
  axis: TimeAxis,
  room: number,
  colours: FigureColours,
): Panel {
  const heading = drawHeading(name, colours);
  const rows = rowsOf(segments, labels, colours).map((row, index) => {
    const y = heading.height + index * rowHeight;
    const middle = y + rowHeight / 2;
    const line = { d: `M0 ${middle}h${axis.width}`, stroke: colours.faint, 'stroke-width': 0.5 };
    const bars = barsOf(row.segments, axis).map(
      ([from, to]) =>
        `M${decimals(from)} ${y + 1}h${decimals(to - from)}v${rowHeight - 2}H${decimals(from)}z`,
    );
    return (
      element('path', line) +
      element('path', { class: 'segments', d: bars.join(''), fill: row.colour }) +
      drawRowName(row.name, middle, room, colours)
    );
  });
  const svg = element('g', { class: 'track' }, heading.svg, ...rows);
  return { height: heading.height + rows.length * rowHeight, svg };
}

interface Row {
  readonly name: string;
  readonly segments: Segment[];
  readonly colour: string;
}

function rowsOf(
  segments: readonly Segment[],
  labels: readonly string[],
  { series, faint }: FigureColours,
): Row[] {
  const rows = new Map<string, Row>();
  labels.forEach((name, at) => rows.set(name, { name, segments: [], colour: series[at % series.length]! }));
  for (const segment of segments) rows.get(segment.label)?.segments.push(segment);
  const used = [...rows.values()].filter((row) => row.segments.length > 0);
  if (used.length <= maxRows) return used;
  const seconds = (row: Row) => row.segments.reduce((sum, { start, end }) => sum + end - start, 0);
  const longest = new Set(used.toSorted((a, b) => seconds(b) - seconds(a)).slice(0, maxRows - 1));
  const others = used.filter((row) => !longest.has(row));
  const shared = {
    name: `${others.length} others`,
    segments: others.flatMap((row) => row.segments),
    colour: faint,
  };
  return [...used.filter((row) => longest.has(row)), shared];
}

/** Left and right edges, in pixels and in order, of what lies within the axis. */
function barsOf(segments: readonly Segment[], { x, width }: TimeAxis): [number, number][] {
  const bars: [number, number][] = [];
  for (const { start, end } of segments.toSorted((a, b) => a.start - b.start)) {
    if (x(start) >= width || x(end) <= 0) continue;
    const from = Math.min(Math.max(0, x(start)), width - 1);
    const to = Math.min(width, Math.max(x(end), from + 1));
    const last = bars.at(-1);
    if (last && from < last[1] + 1) last[1] = Math.max(last[1], to);
    else bars.push([from, to]);
  }
  return bars;
}
