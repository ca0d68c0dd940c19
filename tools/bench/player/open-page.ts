import { chromium, type Browser, type Page } from '@playwright/test';
import { findChromium } from '../../checks/find-chromium.ts';
import { rememberPlayed } from './watch-square.ts';

/** For a browser that hears a beep each second, or a file where one is named, and asks nobody. */
export const FAKE_MICROPHONE: readonly string[] = [
  '--use-fake-ui-for-media-stream',
  '--use-fake-device-for-media-stream',
];

/** A page of a browser of its own, with the player open. */
export interface OpenPage {
  readonly browser: Browser;
  readonly page: Page;
}

/**
 * Opens the player in a browser of its own, and waits until its default model is there.
 *
 * @param args for the browser, beside those that let it play unasked
 * @param prepare what is to be there before the page is
 */
export async function openPage(
  url: string,
  args: readonly string[] = [],
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<OpenPage> {
  const browser = await chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required', ...args],
  });
  // What is kept for the next visit is no part of the figures.
  const context = await browser.newContext({
    serviceWorkers: 'block',
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  // The functions that are sent to the page were compiled with calls of it.
  await page.addInitScript('globalThis.__name = (value) => value;');
  await rememberPlayed(page);
  await prepare(page);
  await page.goto(url);
  await page.getByLabel('Model', { exact: true }).selectOption('dilated-conv');
  return { browser, page };
}

/** Opens a recording, as a person chooses it from their disk. */
export async function openRecordingFile(page: Page, path: string): Promise<void> {
  await page.getByLabel('Open file', { exact: true }).setInputFiles(path);
}

/** Waits until the network has heard all of the recording, and all of it is drawn. */
export async function untilHeard(page: Page): Promise<void> {
  const timeout = 30 * 60_000;
  await page.getByRole('button', { name: 'Save as JSON' }).waitFor({ timeout });
  await page.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'hidden', timeout });
}
