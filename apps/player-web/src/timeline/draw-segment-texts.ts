import type { Segment } from '@earmark/dataset';
import { certaintyInPercent } from '../playback/certainty.ts';
import { visibleSegments } from './segment-columns.ts';
import type { ViewRange } from './view-range.ts';

/** What of a canvas is needed. */
export type TextContext = Pick<
  CanvasRenderingContext2D,
  'fillText' | 'measureText' | 'fillStyle' | 'font' | 'textBaseline'
>;

const FONT = "600 12px system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
const PADDING_PIXELS = 7;
/** No text is narrower. */
const MIN_PIXELS = 22;

/**
 * Writes the label of each segment that has room for it, with its confidence where there is room for that too. A segment that
 * begins before the view has its text at the view's left edge.
 *
 * @param size of the canvas, in pixels, and how many of them a CSS pixel has
 * @example drawSegmentTexts(context, segments, view, { width: 1200, height: 34, scale: 1 })
 */
export function drawSegmentTexts(
  context: TextContext,
  segments: readonly Segment[],
  range: ViewRange,
  { width, height, scale }: { readonly width: number; readonly height: number; readonly scale: number },
): void {
  const pixelsPerSecond = width / (range.endSeconds - range.startSeconds);
  const padding = PADDING_PIXELS * scale;
  context.font = FONT.replace('12px', `${12 * scale}px`);
  context.fillStyle = '#ffffff';
  context.textBaseline = 'middle';
  const widths = new Map<string, number>();
  const widthOf = (text: string) => {
    let known = widths.get(text);
    if (known === undefined) widths.set(text, (known = context.measureText(text).width));
    return known;
  };
  const [first, end] = visibleSegments(segments, range);
  for (let place = first; place < end; place++) {
    const { start, end: stop, label, confidence } = segments[place]!;
    const left = Math.max(0, (start - range.startSeconds) * pixelsPerSecond);
    const room = Math.min(width, (stop - range.startSeconds) * pixelsPerSecond) - left - 2 * padding;
    if (room < MIN_PIXELS * scale - 2 * padding) continue;
    const long = confidence === undefined ? label : `${label} ${certaintyInPercent(confidence)}`;
    const text = [long, label].find((candidate) => widthOf(candidate) <= room);
    if (text) context.fillText(text, left + padding, height / 2);
  }
}
