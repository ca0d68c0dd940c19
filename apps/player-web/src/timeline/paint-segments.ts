import type { Segment } from '@earmark/dataset';
import type { LabelStyle } from '../look/palette.ts';
import { segmentColumns } from './segment-columns.ts';
import { isInked, patternPeriod, patternShift } from './label-pattern.ts';
import { mixedPixel, pixelOf } from './pixel.ts';
import { fillRectangle, type Raster } from './raster.ts';
import type { ViewRange } from './view-range.ts';

/** A segment as it will be when a drag ends. */
export interface SegmentPreview {
  readonly start: number;
  readonly end: number;
  readonly label: string;
  /** The segment that it will be instead of. */
  readonly replaces?: Segment | undefined;
}

export interface SegmentScene {
  /** By start; they may overlap. */
  readonly segments: readonly Segment[];
  readonly range: ViewRange;
  readonly styles: ReadonlyMap<string, LabelStyle>;
  readonly ground: number;
  readonly selected?: Segment | undefined;
  readonly preview?: SegmentPreview | undefined;
  /** Pixels of the raster for each CSS pixel. */
  readonly scale: number;
}

/** A label that nobody gave looks to. */
const UNKNOWN: LabelStyle = { colour: '#5f6670', pattern: 'plain' };
const BLACK = pixelOf('#000000');
const WHITE = pixelOf('#ffffff');
/** Narrower ones have neither a boundary nor a level of confidence. */
const MIN_DETAIL_PIXELS = 3;

/**
 * Paints segments in their label's colour and pattern, darker above the level of their confidence. Thousands that are narrower than a
 * pixel cost no more than a look at each: a column shows the label that holds most of it, and no label vanishes where it is alone.
 *
 * @param raster is painted all over
 * @example paintSegments(raster, { segments, range: view, styles, ground: pixelOf('#eceef3'), scale: 1 })
 */
export function paintSegments(raster: Raster, scene: SegmentScene): void {
  const { segments, range, styles, ground, selected, preview, scale } = scene;
  const { width, height } = raster;
  fillRectangle(raster, 0, 0, width, height, ground);
  const pixelsPerSecond = width / (range.endSeconds - range.startSeconds);
  const xOf = (seconds: number) => (seconds - range.startSeconds) * pixelsPerSecond;
  const isWide = ({ start, end }: Segment) => (end - start) * pixelsPerSecond >= MIN_DETAIL_PIXELS * scale;
  const { labels, labelAt, segmentAt } = segmentColumns(segments, range, width, preview?.replaces);
  const painters = labels.map((label) => columnPainter(raster, styles.get(label) ?? UNKNOWN, range, scale));
  for (let x = 0; x < width; x++) {
    if (labelAt[x]! < 0) continue;
    const segment = segments[segmentAt[x]!]!;
    const level = isWide(segment) ? (segment.confidence ?? 1) : 1;
    painters[labelAt[x]!]!(x, Math.round((1 - level) * height));
    if (x > 0 && segmentAt[x] !== segmentAt[x - 1] && isWide(segment))
      fillRectangle(raster, x, 0, x + scale, height, ground);
  }
  if (preview) {
    const paint = columnPainter(raster, styles.get(preview.label) ?? UNKNOWN, range, scale);
    const right = Math.min(width, Math.ceil(xOf(preview.end)));
    for (let x = Math.max(0, Math.floor(xOf(preview.start))); x < right; x++) paint(x, 0);
    outline(raster, xOf(preview.start), xOf(preview.end), scale);
  } else if (selected) {
    outline(raster, xOf(selected.start), xOf(selected.end), scale);
  }
}

/** Paints a column of a label, with the rows above `level` darker. */
function columnPainter(
  { width, height, pixels }: Raster,
  { colour, pattern }: LabelStyle,
  range: ViewRange,
  scale: number,
): (x: number, level: number) => void {
  const shift = patternShift(range, width);
  const period = patternPeriod(pattern) * scale;
  const plain = pixelOf(colour);
  const tileOf = (ground: number, ink: number) =>
    Uint32Array.from({ length: period * height }, (_, i) => {
      const [x, y] = [Math.floor(i / height / scale), Math.floor((i % height) / scale)];
      return isInked(pattern, x, y) ? ink : ground;
    });
  const tile = tileOf(plain, mixedPixel(plain, BLACK, 0.18));
  const doubtful = tileOf(mixedPixel(plain, BLACK, 0.36), mixedPixel(plain, BLACK, 0.48));
  return (x, level) => {
    const from = ((x + shift) % period) * height;
    let at = x;
    for (let y = 0; y < level; y++, at += width) pixels[at] = doubtful[from + y]!;
    for (let y = level; y < height; y++, at += width) pixels[at] = tile[from + y]!;
  };
}

/** A white frame, dark around it, with a grip at both ends. */
function outline(raster: Raster, start: number, end: number, scale: number): void {
  const { height } = raster;
  const left = Math.floor(start);
  const right = Math.max(left + 4 * scale, Math.ceil(end));
  const line = 2 * scale;
  fillRectangle(raster, left - scale, 0, left, height, BLACK);
  fillRectangle(raster, right, 0, right + scale, height, BLACK);
  fillRectangle(raster, left, 0, right, line, WHITE);
  fillRectangle(raster, left, height - line, right, height, WHITE);
  for (const [x, inner] of [
    [left, left + line],
    [right - line, right - line],
  ] as const) {
    fillRectangle(raster, x, 0, x + line, height, WHITE);
    const grip = inner === x ? x - line : inner;
    fillRectangle(raster, grip, Math.round(height / 3), grip + line, height - Math.round(height / 3), WHITE);
  }
}
