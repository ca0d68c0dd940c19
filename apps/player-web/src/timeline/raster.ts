/** A picture to paint on: `width * height` pixels row by row from the top, each as `pixelOf` packs a colour. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint32Array;
}

/**
 * A raster of its own, transparent black.
 *
 * @example createRaster(2, 1).pixels // [0, 0]
 */
export function createRaster(width: number, height: number): Raster {
  return { width, height, pixels: new Uint32Array(width * height) };
}

/**
 * Fills the columns [left, right) of the rows [top, bottom), or as much of them as there is.
 *
 * @example fillRectangle(raster, 0, 0, raster.width, raster.height, pixelOf('#000000'))
 */
export function fillRectangle(
  { width, height, pixels }: Raster,
  left: number,
  top: number,
  right: number,
  bottom: number,
  pixel: number,
): void {
  const from = Math.max(0, left);
  const to = Math.min(width, right);
  if (from >= to) return;
  const [first, end] = [Math.max(0, top), Math.min(height, bottom)];
  if (to - from === width) pixels.fill(pixel, first * width, Math.max(first, end) * width);
  else for (let y = first; y < end; y++) pixels.fill(pixel, y * width + from, y * width + to);
}
