import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LabelStyle } from '../look/palette.ts';
import { overlaps, seenIn } from './overlaps.fixture.ts';
import { paintSegments, type SegmentScene } from './paint-segments.ts';
import { mixedPixel, pixelOf } from './pixel.ts';
import { createRaster } from './raster.ts';

const [green, red, grey] = [pixelOf('#147a41'), pixelOf('#b3261e'), pixelOf('#5f6670')];
const [ground, black, white] = [pixelOf('#eceef3'), pixelOf('#000000'), pixelOf('#ffffff')];
const styles = new Map<string, LabelStyle>([
  ['speech', { colour: '#147a41', pattern: 'plain' }],
  ['noise', { colour: '#b3261e', pattern: 'hatched' }],
]);
const names = new Map([
  [green, 'G'],
  [mixedPixel(green, black, 0.36), 'g'],
  [red, 'R'],
  [mixedPixel(red, black, 0.18), 'r'],
  [grey, '?'],
  [ground, '.'],
  [black, '#'],
  [white, 'O'],
]);
const segment = (start: number, end: number, label = 'speech', confidence?: number) => ({
  start,
  end,
  label,
  ...(confidence === undefined ? {} : { confidence }),
});

function painted(scene: Partial<SegmentScene>, width: number, height: number, seconds = width): string[] {
  const raster = createRaster(width, height);
  const range = { startSeconds: 0, endSeconds: seconds };
  paintSegments(raster, { segments: [], range, styles, ground, scale: 1, ...scene });
  const text = [...raster.pixels].map((pixel) => names.get(pixel)).join('');
  return Array.from({ length: height }, (_, y) => text.slice(y * width, (y + 1) * width));
}

describe('paintSegments', () => {
  it('paints segments that overlap like those alone that are visible', () => {
    fc.assert(
      fc.property(overlaps, ({ segments, range }) => {
        expect(painted({ segments, range }, 60, 2)).toEqual(
          painted({ segments: seenIn(segments, range), range }, 60, 2),
        );
      }),
    );
    const nested = [segment(0, 100), segment(1, 2, 'noise'), segment(3, 4, 'noise')];
    expect(painted({ segments: nested, range: { startSeconds: 50, endSeconds: 60 } }, 6, 1)).toEqual([
      'GGGGGG',
    ]);
  });

  it('paints colour and pattern, and a boundary between neighbours', () => {
    expect(painted({ segments: [segment(1, 5), segment(5, 12, 'noise')] }, 14, 1)).toEqual([
      '..GGG.RRRRRR..',
    ]);
    expect(painted({ segments: [segment(1, 5), segment(5, 14, 'noise')] }, 14, 1)).toEqual([
      '..GGG.RRRRRRrr',
    ]);
  });

  it('is darker above the level of confidence', () => {
    const rows = painted({ segments: [segment(0, 4, 'speech', 0.75)] }, 4, 4);
    expect(rows).toEqual(['gggg', 'GGGG', 'GGGG', 'GGGG']);
  });

  it('shows what thousands of narrow segments mostly are', () => {
    const segments = Array.from({ length: 4000 }, (_, i) =>
      segment(i, i + 1, i % 4 === 0 ? 'noise' : 'speech', 0.5),
    );
    expect(painted({ segments }, 8, 1, 4000)).toEqual(['GGGGGGGG']);
  });

  it('shows a label without looks, too', () => {
    expect(painted({ segments: [segment(0, 2, 'bird')] }, 2, 1)).toEqual(['??']);
  });

  it('frames the selected one, with a grip at both ends', () => {
    const selected = segment(2, 12);
    const rows = painted({ segments: [selected], selected }, 14, 9);
    expect(rows[0]).toBe('.#OOOOOOOOOO#.');
    expect(rows[2]).toBe('.#OOGGGGGGOO#.');
    expect(rows[4]).toBe('.#OOOOGGOOOO#.');
  });

  it('shows a drag instead of the segment that it changes', () => {
    const changed = segment(0, 6);
    const preview = { start: 4, end: 12, label: 'speech', replaces: changed };
    const rows = painted({ segments: [changed], preview }, 14, 9);
    expect(rows[2]).toBe('...#OOGGGGOO#.');
  });
});
