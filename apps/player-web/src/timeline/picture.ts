import type { Raster } from './raster.ts';

/** A canvas that shows a raster. */
export interface Picture {
  readonly raster: Raster;
  readonly context: CanvasRenderingContext2D;
  /** Puts what was painted on the raster onto the canvas. */
  show(): void;
}

/**
 * Gives a canvas a size, and a raster of that size to paint on.
 *
 * @param width, height in device pixels, at least 1
 * @throws Error where the browser can't draw on a canvas
 * @example const { raster, show } = createPicture(canvas, 1200, 200);
 */
export function createPicture(canvas: HTMLCanvasElement, width: number, height: number): Picture {
  canvas.width = width;
  canvas.height = height;
  // Every frame is put as a whole: a canvas in the memory of the processor spares the way to the graphics card and back.
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  if (!context) throw new Error('This browser can’t draw on a canvas: use a newer one.');
  const image = new ImageData(width, height);
  return {
    raster: { width, height, pixels: new Uint32Array(image.data.buffer) },
    context,
    show: () => context.putImageData(image, 0, 0),
  };
}
