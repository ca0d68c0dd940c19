import { describe, expect, it, jest } from '@jest/globals';
import {
  bandCentres,
  colourTable,
  createFramePool,
  defaultFeatures,
  FrameGrid,
  frequencyTicks,
  originFeatures,
  spectrogram,
} from '@earmark/dsp';
import { decode } from 'fast-png';
import { spectrogramFigure, type SpectrogramFigure } from '../figure/spectrogram-figure.ts';
import { cornerOf } from '../figure/svg.fixture.ts';
import { figurePng } from './figure-png.ts';
import { sine } from './recordings.fixture.ts';

/** The picture of a figure, and its colours by place within the plot. */
async function drawn(figure: SpectrogramFigure) {
  const svg = spectrogramFigure(figure);
  const { left, top } = cornerOf(svg, 'spectrogram');
  const { width, height, data } = decode(await figurePng(svg));
  const { scale = 1 } = figure;
  const at = (x: number, y: number) => {
    const pixel = 4 * (Math.floor((top + y) * scale) * width + Math.floor((left + x) * scale));
    return [...data.subarray(pixel, pixel + 3)];
  };
  const light = (x: number, y: number) => at(x, y).reduce((sum, value) => sum + value, 0);
  return { svg, width, height, data, at, light };
}

/** Five seconds of silence, but for a tone in the fourth. */
async function toneFigure(hertz: number, features = defaultFeatures): Promise<SpectrogramFigure> {
  const samples = new Float32Array(5 * features.sampleRate);
  samples.set(sine(features.sampleRate, hertz, features.sampleRate), 3 * features.sampleRate);
  return {
    title: 'tone',
    spectrogram: await spectrogram({ samples, sampleRate: features.sampleRate }, features),
    toSeconds: 5,
    width: 500,
    height: 256,
  };
}

describe('figurePng', () => {
  it.each([
    [1000, defaultFeatures, 1],
    [4000, defaultFeatures, 2],
    [4000, originFeatures, 1],
    [10_000, originFeatures, 1],
  ])('is brightest where the axes say %d Hz and 3 to 4 s', async (hertz, features, scale) => {
    const figure = { ...(await toneFigure(hertz, features)), scale };
    const { light } = await drawn(figure);
    const y = 256 * (1 - frequencyTicks(features, 256 / 18).find((tick) => tick.hertz === hertz)!.height);
    const column = Array.from({ length: 254 }, (_, row) => light(350, row + 1));
    const brightest = column.indexOf(Math.max(...column)) + 1;
    const rowHeight = Math.max(1, 256 / bandCentres(features).length);
    expect(Math.abs(brightest - y)).toBeLessThanOrEqual(rowHeight + 1);
    for (const [x, isLoud] of [
      [100, false],
      [296, false],
      [304, true],
      [396, true],
      [405, false],
    ] as const)
      expect(light(x, brightest) > 500).toBe(isLoud);
  });

  it('has crisp frames, and letters beside the axes', async () => {
    const figure = await toneFigure(1000);
    const few = {
      ...figure.spectrogram,
      values: Float32Array.of(0, -40, 0, -80, -20, -60),
      frames: 6,
      bands: 1,
    };
    const features = { ...defaultFeatures, bands: 2 };
    const two = { ...few, values: few.values.slice(), frames: 3, bands: 2, features };
    const { at, svg, data } = await drawn({
      ...figure,
      spectrogram: two,
      toSeconds: 0.0375,
      colourMap: 'grey',
    });
    const row = new Set(Array.from({ length: 390 }, (_, x) => at(105 + x, 60).join()));
    expect([...row].length).toBe(3);

    const mute = decode(await figurePng(svg.replaceAll(/<text[^>]*>.*?<\/text>/g, '')));
    const { left, top } = cornerOf(svg, 'spectrogram');
    /** Pixels that differ within a box of the drawing. */
    const inked = (x: number, y: number, width: number, height: number) => {
      let count = 0;
      for (let row = Math.floor(y); row < y + height; row++)
        for (let column = Math.floor(x); column < x + width; column++)
          if (mute.data[4 * (row * mute.width + column)] !== data[4 * (row * mute.width + column)]) count++;
      return count;
    };
    expect(inked(0, top, left - 6, 256)).toBeGreaterThan(100);
    expect(inked(left, 0, 100, top - 2)).toBeGreaterThan(30);
    expect(inked(left, top + 262, 500, 14)).toBeGreaterThan(50);
    expect(inked(left + 500 + 30, top, 30, 256)).toBeGreaterThan(50);
    expect(inked(left, top, 500, 256)).toBe(0);
  });

  it.each(['magma', 'viridis', 'cividis', 'grey'] as const)(
    'has a colour bar from the first to the last colour of %s',
    async (colourMap) => {
      const { at } = await drawn({ ...(await toneFigure(1000)), colourMap });
      const table = colourTable(colourMap);
      expect(at(500 + 20, 254)).toEqual([...table.subarray(4, 7)]);
      expect(at(500 + 20, 1)).toEqual([...table.subarray(4 * 254, 4 * 254 + 3)]);
      expect(at(500 + 20, 128)).toEqual([...table.subarray(4 * 127, 4 * 127 + 3)]);
    },
  );

  it.each([1, 2])('shows a click in five hours, at scale %d', async (scale) => {
    const frames = 1_800_000;
    const features = { ...defaultFeatures, bands: 4 };
    const pool = createFramePool(4, 16_384);
    const quiet = new Float32Array(4 * 10_000).fill(-90);
    const click = quiet.slice();
    click.fill(0, 4 * 5000, 4 * 5001);
    for (let from = 0; from < frames; from += 10_000) pool.add(from === 1_230_000 ? click : quiet);
    const { values, framesPerColumn } = pool.result();
    const { width, height, light } = await drawn({
      ...{
        title: 'a click',
        spectrogram: { values, frames: values.length / 4, bands: 4, features, framesPerColumn },
      },
      ...{ toSeconds: 18_000, width: 600, scale },
    });
    expect([width / scale, height / scale]).toEqual([expect.any(Number), 392]);
    expect(width / scale).toBeGreaterThan(600);
    const x = (new FrameGrid(features).centreSeconds(1_235_000) / 18_000) * 600;
    const lit = Array.from({ length: 598 * scale }, (_, i) => 1 + i / scale).filter(
      (place) => light(place, 100) > 600,
    );
    expect(lit.length).toBeGreaterThanOrEqual(1);
    expect(lit.length).toBeLessThanOrEqual(2);
    for (const place of lit) expect(Math.abs(place - x)).toBeLessThan(2);
  });

  it('keeps a single one of 512 bins visible where rows are fewer', async () => {
    const { light } = await drawn({ ...(await toneFigure(7020, originFeatures)), height: 60 });
    const column = Array.from({ length: 58 }, (_, row) => light(350, row + 1));
    expect(Math.max(...column)).toBeGreaterThan(600);
  });

  it('draws again after a time when its font could not be read', async () => {
    jest.resetModules();
    const files = await import('node:fs/promises');
    let failures = 0;
    jest.unstable_mockModule('node:fs/promises', () => ({
      ...files,
      readFile: (path: string) =>
        failures++ === 0 ? Promise.reject(new Error('too many open files')) : files.readFile(path),
    }));
    const { figurePng: drawn } = await import('./figure-png.ts');
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="3" height="2"/>';
    await expect(drawn(svg)).rejects.toThrow('too many open files');
    expect(decode(await drawn(svg))).toMatchObject({ width: 3, height: 2 });
  });

  it('draws names that look like SVG, and refuses what is none', async () => {
    const named = await drawn({ ...(await toneFigure(1000)), title: '</text><b> & "\u0007" \ud800 Łódź' });
    expect(named.width).toBeGreaterThan(500);
    await expect(figurePng('<svg')).rejects.toThrow();
  });
});
