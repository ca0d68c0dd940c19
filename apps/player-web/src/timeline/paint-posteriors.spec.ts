import { describe, expect, it } from '@jest/globals';
import { FrameGrid } from '@earmark/dsp';
import { paintPosteriors } from './paint-posteriors.ts';
import { mixedPixel, pixelOf } from './pixel.ts';
import { createPosteriorCurve } from './posterior-curve.ts';
import { createRaster } from './raster.ts';

const [green, red, blue] = [pixelOf('#147a41'), pixelOf('#b3261e'), pixelOf('#0067a3')];
const ink = { ground: pixelOf('#eceef3'), even: pixelOf('#55606f'), hatch: pixelOf('#8e98a7') };
const names = new Map([
  [green, 'G'],
  [red, 'R'],
  [blue, 'B'],
  [mixedPixel(green, ink.ground, 0.62), 'g'],
  [mixedPixel(red, ink.ground, 0.62), 'r'],
  [mixedPixel(blue, ink.ground, 0.62), 'b'],
  [ink.ground, '.'],
  [ink.even, '-'],
  [ink.hatch, '/'],
]);
const grid = new FrameGrid({ sampleRate: 1, frameLength: 1, hopLength: 1 });

function painted(labels: string[], rows: number[][], curves: string[], width: number, height: number) {
  const track = { values: Float32Array.from(rows.flat()), frames: rows.length, labels, grid };
  const raster = createRaster(width, height);
  paintPosteriors(raster, {
    curves: curves.map((label, place) => ({
      curve: createPosteriorCurve(track, label),
      above: [green, blue][place]!,
      below: curves.length === 1 ? red : undefined,
    })),
    range: { startSeconds: 0, endSeconds: rows.length },
    ink,
    scale: 1,
  });
  const text = [...raster.pixels].map((pixel) => names.get(pixel)).join('');
  return Array.from({ length: height }, (_, y) => text.slice(y * width, (y + 1) * width));
}
const two = (...speech: number[]) => speech.map((posterior) => [1 - posterior, posterior]);
const labels = ['noise', 'speech'];

describe('paintPosteriors', () => {
  it('fills up from the middle in one colour, and down in the other', () => {
    expect(painted(labels, two(1, 0), ['speech'], 2, 8)).toEqual([
      'G.',
      'G.',
      'G.',
      'G.',
      '--',
      '.R',
      '.R',
      '.R',
    ]);
  });

  it('fills as far as the mean, and softer as far as the extremes', () => {
    const column = painted(labels, two(1, 1, 1, 0), ['speech'], 1, 8);
    expect(column).toEqual(['g', 'g', 'G', 'G', '-', 'r', 'r', 'r']);
  });

  it('hatches where no frame is certain, however many share a column', () => {
    const doubtful = painted(labels, two(0.55, 0.45, 0.5, 0.52), ['speech'], 1, 16).join('');
    expect(doubtful).toContain('/');
    const mixed = painted(labels, two(1, 0, 1, 0), ['speech'], 1, 16).join('');
    expect(mixed).not.toContain('/');
  });

  it('draws a line for each of several labels', () => {
    const rows = painted(['noise', 'speech', 'bird'], [[0, 1, 0]], ['speech', 'bird'], 1, 8);
    expect(rows).toEqual(['G', 'G', '.', '.', '-', '.', '.', 'B']);
  });

  it('paints nothing where nobody has heard yet', () => {
    expect(painted(labels, [], ['speech'], 2, 3)).toEqual(['..', '..', '--']);
  });
});
