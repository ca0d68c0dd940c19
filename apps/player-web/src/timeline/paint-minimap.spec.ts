import { describe, expect, it } from '@jest/globals';
import { createPeakPyramid } from '@earmark/dsp';
import type { LabelStyle } from '../look/palette.ts';
import { paintMinimap } from './paint-minimap.ts';
import { pixelOf } from './pixel.ts';
import { createRaster } from './raster.ts';

const [green, ground, wave, zero] = [pixelOf('#147a41'), pixelOf('#eceef3'), 7, 8];
const styles = new Map<string, LabelStyle>([['speech', { colour: '#147a41', pattern: 'plain' }]]);
const letter = (pixel: number) => ({ [green]: 'G', [ground]: '.', [wave]: 'w', [zero]: '-' })[pixel] ?? '?';

describe('paintMinimap', () => {
  const peaks = createPeakPyramid();
  peaks.push(Float32Array.of(-1, 0, -1, 0), Float32Array.of(1, 0, 1, 0));
  const tracks = [[{ start: 0, end: 4, label: 'speech' }], [{ start: 4, end: 8, label: 'speech' }]];
  const scene = { peaksPerSecond: 0.5, durationSeconds: 8, styles, ink: { wave, ground, zero }, scale: 1 };
  const paint = (some: Partial<Parameters<typeof paintMinimap>[1]>) => {
    const raster = createRaster(4, 18);
    paintMinimap(raster, { ...scene, peaks, tracks, ...some });
    return Array.from({ length: 18 }, (_, y) =>
      [...raster.pixels.subarray(4 * y, 4 * y + 4)].map(letter).join(''),
    );
  };

  it('paints the waveform above a strip for each track', () => {
    const strip = (row: string) => ['....', ...Array.from({ length: 6 }, () => row)];
    const rows = paint({});
    expect(rows.slice(0, 4)).toEqual(['w.w.', 'w.w.', 'wwww', 'w.w.']);
    expect(rows.slice(4)).toEqual([...strip('GG..'), ...strip('..GG')]);
  });

  it('leaves the waveform empty until there is one', () => {
    expect(paint({ peaks: undefined, tracks: [] })).toEqual(Array.from({ length: 18 }, () => '....'));
  });
});
