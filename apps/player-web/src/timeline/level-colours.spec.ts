import { describe, expect, it } from '@jest/globals';
import { levelColours } from './level-colours.ts';

const decibel = { compression: 'decibel', quantity: 'power' } as const;
const scale = { least: -100, most: 0 };
const red = (pixel: number | undefined) => new Uint8Array(Uint32Array.of(pixel!).buffer)[0];
const redsOf = (
  features: Parameters<typeof levelColours>[0],
  gainDb: number,
  rangeDb: number,
  levels: number[],
) => {
  const colours = levelColours(features, scale, { colourMap: 'grey', gainDb, rangeDb });
  return levels.map((level) => red(colours[level]));
};

describe('levelColours', () => {
  it('shows as many decibels as asked for, below the loudest', () => {
    expect(redsOf(decibel, 0, 100, [0, 51, 255])).toEqual([0, 51, 255]);
    expect(redsOf(decibel, 0, 50, [0, 127, 255])).toEqual([0, 0, 255]);
    expect(redsOf(decibel, 0, 50, [153])).toEqual([51]);
  });

  it('brightens by the gain', () => {
    expect(redsOf(decibel, 20, 80, [0, 102, 204, 255])).toEqual([0, 128, 255, 255]);
    expect(redsOf(decibel, -20, 100, [51, 255])).toEqual([0, 204]);
  });

  it('counts in the unit of the values', () => {
    // 20 ln 10 / 10 of the 100: all below the loudest twentieth is black.
    expect(redsOf({ compression: 'log', quantity: 'power' }, 0, 20, [240, 255])).toEqual([0, 255]);
    expect(redsOf({ compression: 'log', quantity: 'magnitude' }, 0, 20, [248, 255])).toEqual([0, 255]);
    expect(redsOf({ compression: 'none', quantity: 'power' }, 0, 50, [127, 255])).toEqual([0, 255]);
  });

  it('knows every map', () => {
    const last = (['magma', 'viridis', 'cividis', 'grey'] as const).map(
      (colourMap) => levelColours(decibel, scale, { colourMap, gainDb: 0, rangeDb: 80 })[255],
    );
    expect(new Set(last).size).toBe(4);
  });
});
