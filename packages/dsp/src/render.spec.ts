import { describe, expect, it } from '@jest/globals';
import { colourTable, renderSpectrogram } from './render.ts';

/** As near to a colour as the maps promise to be. */
function expectNear(found: readonly number[], expected: readonly number[]) {
  for (const [c, value] of expected.entries()) expect(Math.abs(found[c]! - value)).toBeLessThanOrEqual(5);
}

const pixel = (data: Uint8ClampedArray, index: number) => [...data.subarray(4 * index, 4 * index + 4)];

describe('renderSpectrogram', () => {
  const options = { colourMap: 'grey', least: -100, most: 0 } as const;

  it('puts time to the right and the lowest band at the bottom', () => {
    const values = Float32Array.of(-255, -127, 0, /* frame 1 */ -191, -64, -300);
    const { width, height, data } = renderSpectrogram(
      { values, frames: 2, bands: 3 },
      { ...options, least: -255 },
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
    ['cividis', [0, 34, 78], [254, 232, 56], [125, 124, 120]],
  ] as const)('%s begins, ends and passes its middle as in matplotlib', (colourMap, first, last, middle) => {
    const values = Float32Array.of(0, 255, 128);
    const { data } = renderSpectrogram({ values, frames: 3, bands: 1 }, { colourMap, least: 0, most: 255 });
    expect(pixel(data, 0)).toEqual([...first, 255]);
    expect(pixel(data, 1)).toEqual([...last, 255]);
    expectNear(pixel(data, 2), middle);
  });

  it.each([
    [
      'magma',
      [
        [29, 17, 71],
        [81, 18, 124],
        [231, 82, 99],
        [254, 196, 136],
      ],
    ],
    [
      'viridis',
      [
        [71, 45, 123],
        [59, 82, 139],
        [40, 174, 128],
        [173, 220, 48],
      ],
    ],
    [
      'cividis',
      [
        [26, 56, 111],
        [67, 78, 108],
        [155, 148, 118],
        [222, 201, 88],
      ],
    ],
  ] as const)("%s has matplotlib's colours 32, 64, 160 and 224", (colourMap, expected) => {
    const table = colourTable(colourMap);
    for (const [at, index] of [32, 64, 160, 224].entries()) expectNear(pixel(table, index), expected[at]!);
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
    expect(() => renderSpectrogram({ values, frames: 5, bands: 1 }, { ...options, least: 0 })).toThrow(
      'least is 0: expected less than most (0)',
    );
  });
});

describe('colourTable', () => {
  it.each(['grey', 'magma', 'viridis', 'cividis'] as const)(
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
