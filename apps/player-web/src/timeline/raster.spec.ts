import { describe, expect, it } from '@jest/globals';
import { createRaster, fillRectangle } from './raster.ts';

describe('fillRectangle', () => {
  it('fills what lies within, and nothing else', () => {
    const raster = createRaster(4, 3);
    fillRectangle(raster, 1, 1, 3, 9, 7);
    expect([...raster.pixels]).toEqual([0, 0, 0, 0, 0, 7, 7, 0, 0, 7, 7, 0]);
  });

  it('leaves out what lies beside the raster', () => {
    const raster = createRaster(2, 2);
    fillRectangle(raster, -5, -5, 1, 1, 7);
    fillRectangle(raster, 2, 0, 9, 2, 8);
    fillRectangle(raster, -9, 0, -1, 2, 9);
    expect([...raster.pixels]).toEqual([7, 0, 0, 0]);
  });
});
