import { describe, expect, it } from '@jest/globals';
import { createPeakPyramid } from '@earmark/dsp';
import { paintWaveform, type WaveformScene } from './paint-waveform.ts';
import { createRaster } from './raster.ts';

const ink = { wave: 9, ground: 1, zero: 5 };

function painted(scene: Partial<WaveformScene>, width: number, height: number): string[] {
  const peaks = createPeakPyramid();
  peaks.push(Float32Array.of(-1, -0.5, 0, 0), Float32Array.of(1, 0, 0.5, 0));
  const raster = createRaster(width, height);
  const range = { startSeconds: 0, endSeconds: 4 };
  paintWaveform(raster, { peaks, peaksPerSecond: 1, range, ink, thickness: 1, ...scene });
  return Array.from({ length: height }, (_, y) => raster.pixels.slice(y * width, (y + 1) * width).join(''));
}

describe('paintWaveform', () => {
  it('strokes from the least to the greatest, around the zero line', () => {
    expect(painted({}, 4, 4)).toEqual(['9111', '9191', '9959', '9111']);
  });

  it('joins peaks that share a column', () => {
    expect(painted({}, 1, 4)).toEqual(['9', '9', '9', '9']);
  });

  it('paints nothing but the line where nothing is known yet', () => {
    expect(painted({ range: { startSeconds: 4, endSeconds: 8 } }, 2, 3)).toEqual(['11', '55', '11']);
  });

  it('draws the samples where they are given', () => {
    const stretch = { samples: Float32Array.of(1, 1, -1, -1), sampleRate: 1, startSeconds: 0 };
    const rows = painted({ stretch, range: { startSeconds: 0, endSeconds: 3 } }, 3, 4);
    expect(rows).toEqual(['991', '191', '595', '199']);
  });
});
