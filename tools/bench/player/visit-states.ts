import type { Page } from '@playwright/test';
import { untilHeard } from './open-page.ts';

const SIZES = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
];
/** Until there is something of it to see. */
const LISTENING_MILLISECONDS = 6000;
const THEMES = ['light', 'dark'] as const;

/**
 * Brings a freshly opened page into each of its states, and each of these into both themes and both widths.
 *
 * @param page in a browser with `FAKE_MICROPHONE`
 * @param recording name of one that is offered, with labels
 * @param look hears the state's name when the page is in it
 */
export async function visitStates(
  page: Page,
  recording: string,
  look: (state: string) => Promise<void>,
): Promise<void> {
  const lookEveryWay = async (state: string): Promise<void> => {
    for (const colorScheme of THEMES)
      for (const size of SIZES) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize(size);
        await look(`${state}, ${colorScheme}, ${size.width} px`);
      }
    await page.setViewportSize(SIZES[0]!);
  };
  await lookEveryWay('start');
  await page.getByText('Look', { exact: true }).click();
  await lookEveryWay('look');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await lookEveryWay('keys');
  await page.keyboard.press('Escape');

  await page.getByLabel('Recording', { exact: true }).selectOption(recording);
  await untilHeard(page);
  await page.keyboard.press('.');
  await lookEveryWay('labels');
  await page.getByRole('tab', { name: 'Teach' }).click();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByTestId('lesson-outcome').waitFor();
  await lookEveryWay('teach');
  await page.getByRole('tab', { name: 'Judge' }).click();
  await page.getByRole('slider', { name: 'Threshold' }).waitFor();
  await lookEveryWay('judge');
  await page.getByRole('button', { name: 'Live', exact: true }).click();
  await page.getByRole('button', { name: 'Listen' }).click();
  await page.locator('[data-label]').waitFor();
  await page.waitForTimeout(LISTENING_MILLISECONDS);
  await lookEveryWay('live');
}
