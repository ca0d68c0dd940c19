import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { browserWithMicrophone, PLAIN_HOST } from './fake-microphone.ts';
import { expect, test as playerTest } from './player.ts';

const test = playerTest.extend<object>({
  browser: [
    async ({ playwright, launchOptions }, use, { project, workerIndex }) => {
      const wave = path.join(project.outputDir, `microphone-${workerIndex}.wav`);
      const browser = await browserWithMicrophone(playwright.chromium, launchOptions, wave);
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
});

const live = (page: Page) => page.getByRole('region', { name: 'Live' });
const press = (page: Page, name: string | RegExp) => live(page).getByRole('button', { name }).click();

async function openLive(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Live', exact: true }).click();
  await expect(live(page)).toBeVisible();
}

/** How many colours a canvas shows. */
const colours = (page: Page, name: RegExp) =>
  page
    .getByRole('img', { name })
    .locator('canvas')
    .evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      return new Set(new Uint32Array(data.buffer)).size;
    });

test.describe('with a microphone', () => {
  test.use({ permissions: ['microphone'] });

  test('shows what the network hears in the microphone while it hears it', async ({ player }) => {
    const { page, square } = player;
    await player.open();
    await openLive(page);
    await page.getByLabel('Microphone', { exact: true }).selectOption('Fake Audio Input 1');
    await press(page, 'Listen');
    await expect(page.getByRole('status')).toHaveText(
      'Listening to Fake Audio Input 1, unchanged by the browser.',
    );
    await expect(square).toHaveAttribute('data-label', 'noise');
    await expect(square).toHaveAttribute('data-label', 'speech');
    await expect(square).toHaveAttribute('data-label', 'noise');
    const level = page.getByRole('meter', { name: 'Level of the microphone' });
    await expect(level).toHaveAttribute('aria-valuetext', /^−\d+ dB, good$/);
    await expect(live(page)).toContainText(/\d+ ms \(microphone \d+ ms, network and screen \d+ ms\)/);
    expect(await colours(page, /^Spectrogram of the last 10 seconds/)).toBeGreaterThan(50);
    // Nothing, speech above, noise below.
    expect(await colours(page, /speech above the middle, noise below/)).toBe(3);
    await press(page, 'Stop');
    await expect(square).toHaveText('Press Listen');
  });

  test('keeps what was heard: it can be downloaded, and labelled like any recording', async ({ player }) => {
    const { page } = player;
    await player.open();
    await openLive(page);
    await press(page, 'Listen');
    await expect(player.square).toHaveAttribute('data-label', 'speech');
    await press(page, 'Stop');

    const downloading = page.waitForEvent('download');
    await press(page, /^Download live/);
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/^live \d{4}-\d\d-\d\d \d\d\.\d\d\.wav$/);
    const wave = await readFile(await download.path());
    expect(wave.toString('latin1', 0, 4)).toBe('RIFF');
    expect(wave.readUInt32LE(40)).toBe(wave.length - 44);
    const samples = new Int16Array(wave.buffer.slice(wave.byteOffset + 44, wave.byteOffset + wave.length));
    const meanSquare = samples.reduce((sum, sample) => sum + sample ** 2, 0) / samples.length;
    expect(Math.sqrt(meanSquare)).toBeGreaterThan(10);

    await press(page, /^Keep and label live/);
    await expect(page.getByRole('heading', { name: download.suggestedFilename() })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
    await player.classified();
  });

  test('loses nothing when the microphone is unplugged', async ({ player }) => {
    const { page } = player;
    await page.addInitScript(() => {
      const devices = navigator.mediaDevices;
      const open = devices.getUserMedia.bind(devices);
      devices.getUserMedia = async (constraints) => {
        const stream = await open(constraints);
        Object.assign(globalThis, { unplug: () => stream.getTracks()[0]!.dispatchEvent(new Event('ended')) });
        return stream;
      };
    });
    await player.open();
    await openLive(page);
    await press(page, 'Listen');
    await expect(player.square).toHaveAttribute('data-label', /./);
    await page.evaluate(() => (globalThis as unknown as { unplug: () => void }).unplug());
    await expect(player.alert).toContainText(/The microphone is gone: .+ was unplugged or taken away/);
    await expect(player.alert).toContainText('What was heard until then is kept below.');
    await expect(live(page).getByRole('button', { name: /^Keep and label live/ })).toBeVisible();
    await press(page, /^Discard live/);
    await press(page, 'Discard for good');
    await expect(live(page).getByRole('button', { name: /^Keep and label live/ })).toHaveCount(0);
  });
});

test('says what to do where the microphone is not allowed', async ({ player }) => {
  await player.open();
  await openLive(player.page);
  await press(player.page, 'Listen');
  await expect(player.alert).toContainText('This page may not use the microphone. Allow it in the browser');
});

test('says why there is no microphone over plain http', async ({ page, baseURL }) => {
  const { port } = new URL(baseURL!);
  await page.goto(`http://${PLAIN_HOST}:${port}/`);
  await openLive(page);
  await expect(page.getByRole('alert')).toContainText(`this one came from http://${PLAIN_HOST}:${port}`);
});
