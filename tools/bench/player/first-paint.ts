import type { Page } from '@playwright/test';
import { openRecordingFile } from './open-page.ts';

/**
 * Opens a recording and waits for its picture.
 *
 * @returns milliseconds from the choice of the file to the first frame in which the spectrogram shows something
 */
export async function firstPaint(page: Page, path: string): Promise<number> {
  const painted = page.evaluate(async () => {
    const chosen = await new Promise<number>((resolve) =>
      document.addEventListener('change', () => resolve(performance.now()), { capture: true, once: true }),
    );
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    /** More than one colour in the row in the middle. */
    const isPainted = (canvas: HTMLCanvasElement): boolean => {
      const { width, height } = canvas;
      if (width === 0 || height === 0) return false;
      const row = canvas.getContext('2d')?.getImageData(0, height >> 1, width, 1).data;
      return row !== undefined && new Set(new Uint32Array(row.buffer)).size > 1;
    };
    const spectrogram = () => document.querySelector<HTMLCanvasElement>('[data-bands] canvas');
    for (;;) {
      await nextFrame();
      const canvas = spectrogram();
      if (canvas && isPainted(canvas)) return performance.now() - chosen;
    }
  });
  await openRecordingFile(page, path);
  return painted;
}
