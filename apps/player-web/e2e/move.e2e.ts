import { expect, test } from './player.ts';

/** What is visible at first, in seconds. */
const WHOLE = [0, 15] as const;

test.beforeEach(async ({ player }) => {
  await player.open();
  await player.openDemo();
  await player.position.focus();
});

test('the keys play, pause and move', async ({ player }) => {
  const { page } = player;
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => player.seconds()).toBeCloseTo(2, 3);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowRight');
  await expect.poll(() => player.seconds()).toBeCloseTo(1.1, 3);

  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect.poll(() => player.seconds()).toBeGreaterThan(1.5);
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();

  await page.keyboard.press('End');
  await expect.poll(() => player.seconds()).toBeCloseTo(15, 3);
  await page.keyboard.press('Home');
  await expect.poll(() => player.seconds()).toBe(0);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => player.seconds()).toBe(0);
});

test('space presses a focused button once, and leaves the page where it is', async ({ player }) => {
  const { page } = player;
  await page.getByRole('button', { name: 'Play' }).focus();
  const scrolled = await page.evaluate(() => scrollY);
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  expect(await page.evaluate(() => scrollY)).toBe(scrolled);
});

test('a click on the spectrogram seeks, the ruler scrubs, stop goes back to the start', async ({
  player,
}) => {
  const { page, position } = player;
  const clicked = await player.pointIn('Spectrogram', 15 / 4, WHOLE);
  await page.mouse.click(clicked.x, clicked.y);
  await expect.poll(() => player.seconds()).toBeCloseTo(15 / 4, 1);
  const { x, y, width } = (await position.boundingBox())!;
  await page.mouse.move(x + width / 4, y + 8);
  await page.mouse.down();
  await page.mouse.move(x + width / 2, y + 12, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => player.seconds()).toBeCloseTo(15 / 2, 1);
  await page.mouse.move(x, y + 12);
  await expect.poll(() => player.seconds()).toBeCloseTo(15 / 2, 1);

  await page.getByRole('button', { name: 'Play' }).click();
  await expect.poll(() => player.seconds()).toBeGreaterThan(7.8);
  await page.getByRole('button', { name: 'Stop' }).click();
  await expect.poll(() => player.seconds()).toBe(0);
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
});

test('playing goes on where it was paused, and starts again after the end', async ({ player }) => {
  const { page } = player;
  await page.keyboard.press('End');
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Space');
  await expect.poll(() => player.seconds()).toBeCloseTo(15, 2);
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  await page.keyboard.press('Space');
  await expect.poll(() => player.seconds()).toBeLessThan(3);
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
});
