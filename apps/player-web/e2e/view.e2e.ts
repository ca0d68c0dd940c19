import { expect, test } from './player.ts';

/** What is visible at first, in seconds. */
const WHOLE = [0, 15] as const;

test.beforeEach(async ({ player }) => {
  await player.open();
  await player.openDemo();
  await player.position.focus();
});

test('Ctrl and the wheel zoom around the pointer, Shift and the wheel pan', async ({ player }) => {
  const { page } = player;
  const { x, y } = await player.pointIn('Spectrogram', 11, WHOLE);
  await page.mouse.move(x, y);
  await expect.poll(() => player.readoutSeconds()).toBeCloseTo(11, 1);
  const pointed = await player.readoutSeconds();
  const scrolled = await page.evaluate(() => scrollY);

  await page.keyboard.down('Control');
  for (const notch of [-100, -100, -100, -100]) await page.mouse.wheel(0, notch);
  await expect.poll(() => player.visibleSeconds()).toBeLessThan(6);
  expect(await player.readoutSeconds()).toBeCloseTo(pointed, 2);
  await page.mouse.wheel(0, 100);
  await expect.poll(() => player.visibleSeconds()).toBeGreaterThan(6);
  expect(await player.readoutSeconds()).toBeCloseTo(pointed, 2);
  await page.keyboard.up('Control');

  const before = await player.visible();
  await page.keyboard.down('Shift');
  await page.mouse.wheel(0, -120);
  await expect.poll(async () => (await player.visible()).start).toBeLessThan(before.start);
  await page.mouse.wheel(0, 240);
  await expect.poll(async () => (await player.visible()).start).toBeGreaterThan(before.start);
  await page.keyboard.up('Shift');
  expect(await player.visibleSeconds()).toBeCloseTo(before.end - before.start, 0);
  expect([await page.evaluate(() => scrollY), await player.seconds()]).toEqual([scrolled, 0]);
});

test('a plain wheel scrolls the page, wherever it is turned', async ({ player }) => {
  const { page } = player;
  for (const lane of ['Spectrogram', 'Waveform', 'Your labels', 'The whole recording']) {
    const { x, y } = await player.pointIn(lane, 6, WHOLE);
    const before = await page.evaluate(() => scrollY);
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, before > 100 ? -100 : 100);
    await expect.poll(() => page.evaluate(() => scrollY), lane).not.toBe(before);
  }
  expect(await player.visible()).toEqual({ start: 0, end: 15 });
});

test('two fingers zoom and pan', async ({ player }) => {
  const { page } = player;
  const { x, y } = await player.pointIn('Spectrogram', 5, WHOLE);
  const devtools = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...places: number[]) =>
    devtools.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: places.map((place, id) => ({ x: place, y, id })),
    });
  await touch('touchStart', x - 60);
  await touch('touchStart', x - 60, x + 60);
  await touch('touchMove', x - 120, x + 120);
  await touch('touchMove', x - 240, x + 240);
  await expect.poll(() => player.visibleSeconds()).toBeLessThan(4.5);
  const zoomed = await player.visible();
  // The moment between the fingers stays there.
  const picture = (await page.getByRole('img', { name: 'Spectrogram' }).boundingBox())!;
  const share = (x - picture.x) / picture.width;
  expect(zoomed.start + share * (zoomed.end - zoomed.start)).toBeCloseTo(5, 0);

  await touch('touchMove', x - 340, x + 140);
  await expect.poll(async () => (await player.visible()).start).toBeGreaterThan(zoomed.start + 0.2);
  await touch('touchEnd');
  expect(await player.seconds()).toBe(0);
  await expect(page.getByRole('heading', { name: 'Selection', exact: true })).toBeVisible();
});

test('the small picture of the whole moves the view, with the mouse and with keys', async ({ player }) => {
  const { page, minimap } = player;
  for (let press = 0; press < 4; press++) await page.keyboard.press('+');
  await expect.poll(() => player.visible()).toEqual({ start: 0, end: 2.9 });

  await player.drag('The whole recording', 1, 5, WHOLE);
  await expect.poll(async () => (await player.visible()).start).toBeCloseTo(4, 1);
  const elsewhere = await player.pointIn('The whole recording', 12, WHOLE);
  await page.mouse.click(elsewhere.x, elsewhere.y);
  await expect.poll(async () => (await player.visible()).start).toBeCloseTo(10.5, 1);

  await minimap.focus();
  for (const [key, start] of [
    ['Home', 0],
    ['ArrowRight', 0.296],
    ['PageDown', 2.963],
    ['ArrowLeft', 2.667],
    ['PageUp', 0],
    ['End', 12.037],
  ] as const) {
    await page.keyboard.press(key);
    await expect.poll(async () => (await player.visible()).start, key).toBeCloseTo(start, 1);
  }
  expect(await player.seconds()).toBe(0);
});

test('samples are a line at deep zoom', async ({ player }) => {
  const { page } = player;
  /** How many of the strokes go through the middle: most of those that reach from the least to the greatest of many samples. */
  const crossing = async () => {
    const { width, height, at } = await player.picture('Waveform');
    const middle = Math.floor(height / 2);
    let crossings = 0;
    for (let x = 0; x < width; x++) if (at(x, middle) === '#2f56bd') crossings++;
    return crossings / width;
  };
  for (let second = 0; second < 3; second++) await page.keyboard.press('ArrowRight');
  await expect.poll(crossing).toBeGreaterThan(0.6);
  for (let press = 0; press < 15; press++) await page.keyboard.press('+');
  await expect.poll(() => player.visibleSeconds()).toBeLessThan(0.2);
  await expect.poll(crossing).toBeLessThan(0.5);
});

test('playing is followed while only a part is visible, unless that is switched off', async ({ player }) => {
  const { page } = player;
  for (let press = 0; press < 6; press++) await page.keyboard.press('+');
  const visible = await player.visible();
  expect(visible.end).toBeLessThan(1.5);
  await page.keyboard.press('Space');
  await expect.poll(async () => (await player.visible()).start).toBeGreaterThan(1);
  await page.keyboard.press('Space');
  const seconds = await player.seconds();
  const followed = await player.visible();
  expect(seconds).toBeGreaterThanOrEqual(followed.start);
  expect(seconds).toBeLessThanOrEqual(followed.end + 0.1);

  await page.keyboard.press('Home');
  await page.keyboard.press('w');
  await expect(page.getByRole('button', { name: 'Follow' })).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(async () => (await player.visible()).start).toBe(0);
  await page.keyboard.press('Space');
  await expect.poll(() => player.seconds()).toBeGreaterThan(visible.end + 0.3);
  expect((await player.visible()).start).toBe(0);
});
