import type { Page } from '@playwright/test';

export type Gesture = 'zoom' | 'pan';

/**
 * The time from each frame to the next while the wheel turns once a frame over the tracks. The browser must run without vertical
 * sync, else it waits for the screen and no time is shorter than 16.7 ms.
 *
 * @param gesture zoom goes in and out between the whole recording and less than a second; pan goes to and fro at one zoom
 * @returns milliseconds, one for each of `frames`
 */
export async function frameTimes(page: Page, gesture: Gesture, frames: number): Promise<number[]> {
  return page.getByRole('group', { name: 'Tracks' }).evaluate(
    async (tracks, { gesture, frames }) => {
      const WHEEL_PIXELS = 100;
      const TURNS_IN_ONE_DIRECTION = 40;
      const box = tracks.getBoundingClientRect();
      const nextFrame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve));
      const turn = (frame: number): void => {
        const isThere = Math.floor(frame / TURNS_IN_ONE_DIRECTION) % 2 === 0;
        const pixels = isThere ? WHEEL_PIXELS : -WHEEL_PIXELS;
        tracks.dispatchEvent(
          new WheelEvent('wheel', {
            ...(gesture === 'zoom' ? { ctrlKey: true, deltaY: -pixels } : { deltaX: pixels }),
            clientX: box.left + box.width / 3,
            clientY: box.top + box.height / 2,
            bubbles: true,
            cancelable: true,
          }),
        );
      };
      const times: number[] = [];
      let before = await nextFrame();
      for (let frame = 0; frame < frames; frame++) {
        turn(frame);
        await nextFrame();
        const now = performance.now();
        times.push(now - before);
        before = now;
      }
      return times.slice(1);
    },
    { gesture, frames },
  );
}

/** The value that a share of all values does not exceed. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}
