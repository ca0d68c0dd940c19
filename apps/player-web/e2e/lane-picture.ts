import type { Locator } from '@playwright/test';

/** What is on a canvas, pixel for pixel. */
export interface LanePicture {
  readonly width: number;
  readonly height: number;
  /** Four bytes a pixel, row by row: red, green, blue and how opaque. */
  readonly bytes: Buffer;
  /** How often each colour is there. */
  readonly colours: ReadonlyMap<string, number>;
  /** The colour of a pixel, as `#rrggbb`. */
  at(x: number, y: number): string;
  /** The colours of some rows of pixels. */
  coloursOf(fromRow: number, toRow: number): ReadonlyMap<string, number>;
}

/** Takes the picture of the one canvas in a lane. */
export async function lanePicture(lane: Locator): Promise<LanePicture> {
  const { width, height, base64 } = await lane.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
    const pieces: string[] = [];
    for (let start = 0; start < data.length; start += 8192)
      pieces.push(String.fromCharCode(...data.subarray(start, start + 8192)));
    return { width: canvas.width, height: canvas.height, base64: btoa(pieces.join('')) };
  });
  const bytes = Buffer.from(base64, 'base64');
  const at = (x: number, y: number) =>
    `#${bytes.toString('hex', 4 * (y * width + x), 4 * (y * width + x) + 3)}`;
  const coloursOf = (fromRow: number, toRow: number) => {
    const counts = new Map<string, number>();
    const hex = bytes.subarray(4 * width * fromRow, 4 * width * toRow).toString('hex');
    for (let start = 0; start < hex.length; start += 8) {
      const colour = `#${hex.slice(start, start + 6)}`;
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    return counts;
  };
  return { width, height, bytes, colours: coloursOf(0, height), at, coloursOf };
}
