import type { Page } from '@playwright/test';

/**
 * Imports labels for the recording that is open and heard, and trains on them.
 *
 * @param labelFile any format that the player reads
 * @returns milliseconds from the press of Train to the frame that shows the recording as it is heard from then on
 */
export async function teachTime(page: Page, labelFile: string): Promise<number> {
  await page.getByRole('tab', { name: 'Labels' }).click();
  await page.getByLabel('Choose a label file').setInputFiles(labelFile);
  await page.getByText('is in: ').waitFor();
  await page.getByRole('tab', { name: 'Teach' }).click();
  const train = page.getByRole('button', { name: 'Train', exact: true });
  const shown = page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let pressed = NaN;
        document.addEventListener('click', () => (pressed = performance.now()), {
          capture: true,
          once: true,
        });
        const observer = new MutationObserver(() => {
          if (!document.querySelector('[data-testid="lesson-outcome"]')) return;
          observer.disconnect();
          // The first frame paints the lanes; at the second one it is on the screen.
          requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - pressed)));
        });
        observer.observe(document.body, { childList: true, subtree: true });
      }),
  );
  await train.click();
  return shown;
}
