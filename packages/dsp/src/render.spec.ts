import { describe, expect, it } from '@jest/globals';
import { colourTable, renderSpectrogram } from './render.ts';

const pixel = (data: Uint8ClampedArray, index: number) => [...data.subarray(4 * index, 4 * index + 4)];

describe('renderSpectrogram', () => {
  const options = { colourMap: 'grey', minDb: -100, maxDb: 0 } as const;

  it('puts time to the right and the lowest band at the bottom', () => {
    const values = Float32Array.of(-255, -127, 0, /* frame 1 */ -191, -64, -300);
    const { width, height, data } = renderSpectrogram(
      { values, frames: 2, bands: 3 },
      { ...options, minDb: -255 },
    );
    expect([width, height, data.length]).toEqual([2, 3, 24]);
    const rows = [0, 1, 2].map((y) => [0, 1].map((x) => pixel(data, 2 * y + x)[0]));
    expect(rows).toEqual([
      [255, 0],
      [128, 191],
      [0, 64],
    ]);
    for (let i = 0; i < 6; i++) expect(pixel(data, i)[3]).toBe(255);
  });

  it('clips what lies beyond the range', () => {
    const values = Float32Array.of(-200, 20, -Infinity, Infinity);
    const { data } = renderSpectrogram({ values, frames: 4, bands: 1 }, options);
    expect([0, 1, 2, 3].map((i) => pixel(data, i)[0])).toEqual([0, 255, 0, 255]);
  });

  it.each([
    ['magma', [0, 0, 4], [252, 253, 191], [183, 55, 121]],
    ['viridis', [68, 1, 84], [253, 231, 37], [33, 145, 140]],
  ] as const)('%s begins, ends and passes its middle as in matplotlib', (colourMap, first, last, middle) => {
    const values = Float32Array.of(0, 255, 128);
    const { data } = renderSpectrogram({ values, frames: 3, bands: 1 }, { colourMap, minDb: 0, maxDb: 255 });
    expect(pixel(data, 0)).toEqual([...first, 255]);
    expect(pixel(data, 1)).toEqual([...last, 255]);
    for (const [c, value] of middle.entries())
      expect(Math.abs(pixel(data, 2)[c]! - value)).toBeLessThanOrEqual(5);
  });

  it('draws a picture of no frames', () => {
    const { width, height, data } = renderSpectrogram(
      { values: new Float32Array(0), frames: 0, bands: 64 },
      options,
    );
    expect([width, height, data.length]).toEqual([0, 64, 0]);
  });

  it('refuses values that do not fit and a range without width', () => {
    const values = new Float32Array(5);
    expect(() => renderSpectrogram({ values, frames: 2, bands: 3 }, options)).toThrow(
      '5 values: expected 2 frames x 3 bands = 6',
    );
    expect(() => renderSpectrogram({ values, frames: 5, bands: 1 }, { ...options, minDb: 0 })).toThrow(
      'minDb is 0: expected less than maxDb (0)',
    );
  });
});

describe('colourTable', () => {
  it.each(['grey', 'magma', 'viridis'] as const)(
    'grows lighter from each colour to the next: %s',
    (colourMap) => {
      const table = colourTable(colourMap);
      const luma = Array.from({ length: 256 }, (_, i) => {
        const [r, g, b] = pixel(table, i) as [number, number, number];
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      });
      for (let i = 4; i < 256; i++) expect(luma[i]).toBeGreaterThan(luma[i - 4]!);
    },
  );
});
