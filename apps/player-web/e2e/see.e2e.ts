import type { Page } from '@playwright/test';
import { expect, test, type Player } from './player.ts';

const WHOLE = [0, 15] as const;
const GREEN = '#147a41';
const RED = '#b3261e';
/** The darker stripes of what is red and hatched. */
const RED_STRIPE = '#931f19';
const BLUE = '#1a63b8';
const ORANGE = '#b04a00';
const LANES = { heard: 'Heard by the network', yours: 'Your labels', posteriors: 'How probable' };

const lightness = (picture: Awaited<ReturnType<Player['picture']>>) =>
  picture.bytes.reduce((sum, byte, place) => (place % 4 === 0 ? sum + byte : sum), 0) / picture.bytes.length;

async function openDemo(player: Player): Promise<void> {
  await player.open();
  await player.openDemo();
}

async function chooseLook(page: Page, choice: string): Promise<void> {
  await page.locator('summary', { hasText: 'Look' }).click();
  await page.getByRole('radio', { name: choice }).check();
  await page.keyboard.press('Escape');
}

test('every lane shows the recording, in colours, patterns and words', async ({ player }) => {
  await openDemo(player);
  await expect(player.page.getByRole('img', { name: LANES.yours })).toHaveAccessibleName(
    /^Your labels: 7 segments, noise 0:0\d, speech 0:0\d$/,
  );

  const wave = await player.picture('Waveform');
  expect(wave.colours.get('#2f56bd')).toBeGreaterThan(wave.width);
  const spectrogram = await player.picture('Spectrogram');
  expect(spectrogram.colours.size).toBeGreaterThan(100);
  // The stripes of what is still to come.
  for (const pending of ['#2b303a', '#343a46'])
    expect([...spectrogram.colours.keys()]).not.toContain(pending);

  const { minimap, page } = player;
  await expect(minimap).toHaveAttribute('aria-valuetext', '0:00.0 to 0:15.0');
  const whole = await player.picture('The whole recording');
  for (const colour of [GREEN, RED]) expect(whole.colours.get(colour)).toBeGreaterThan(100);

  const heard = await player.picture(LANES.heard);
  const yours = await player.picture(LANES.yours);
  for (const { colours } of [heard, yours])
    for (const colour of [GREEN, RED, RED_STRIPE]) expect(colours.get(colour)).toBeGreaterThan(100);
  // Reference segments are certain, so the plain green has no other shade; and all are written on.
  expect(yours.colours.get('#106435')).toBeUndefined();
  for (const { colours } of [heard, yours]) expect(colours.get('#ffffff')).toBeGreaterThan(100);

  await expect(player.square).toHaveAttribute('data-pattern', 'hatched');
  await expect(player.square).toHaveText(/noise\s*\d+ %/);
  const classes = page.getByRole('region', { name: 'Classes' });
  for (const [label, pattern] of [
    ['noise', 'hatched'],
    ['speech', 'plain'],
  ] as const)
    await expect(
      classes.getByRole('button', { name: label }).locator(`[data-pattern=${pattern}]`),
    ).toBeVisible();
});

test('posteriors stand on a line at one half, and are hatched where they are uncertain', async ({
  player,
}) => {
  await openDemo(player);
  const lane = await player.picture(LANES.posteriors);
  const middle = Math.round(lane.height / 2);
  expect(lane.coloursOf(middle, middle + 1)).toEqual(new Map([['#55606f', lane.width]]));
  const above = lane.coloursOf(0, middle);
  const below = lane.coloursOf(middle + 1, lane.height);
  expect([above.has(GREEN), above.has(RED)]).toEqual([true, false]);
  expect([below.has(GREEN), below.has(RED)]).toEqual([false, true]);
  expect(lane.colours.get('#8e98a7')).toBeGreaterThan(10);
  expect(lane.colours.get('#8e98a7')).toBeLessThan((lane.width * lane.height) / 20);
});

test('the axes tell times and frequencies', async ({ player }) => {
  await openDemo(player);
  const { page, position } = player;
  await expect(position.getByText('0:04', { exact: true })).toBeVisible();
  const [low, high] = await Promise.all(
    ['1k', '4k'].map((tick) => page.getByText(tick, { exact: true }).boundingBox()),
  );
  expect(high!.y).toBeLessThan(low!.y);

  await position.focus();
  for (let press = 0; press < 9; press++) await page.keyboard.press('+');
  await expect(position.getByText(/^0:00\.\d+$/)).not.toHaveCount(0);
  await expect(position.getByText('0:04', { exact: true })).toHaveCount(0);
});

test('what is under the pointer is told in words', async ({ player }) => {
  await openDemo(player);
  const { page } = player;
  const at = await player.pointIn('Spectrogram', 4, WHOLE);
  await page.mouse.move(at.x, at.y + 40);
  await expect.poll(() => player.readoutSeconds()).toBeCloseTo(4, 1);
  await expect
    .poll(() => player.readout())
    .toEqual([
      expect.stringMatching(/^0:0[34]\.\d{3}$/),
      expect.stringMatching(/^\d+ Hz$/),
      expect.stringMatching(/^−?\d+ dB$/),
      expect.stringMatching(/^speech \d+ %$/),
    ]);
  const low = Number.parseInt((await player.readout())[1]!);

  await page.mouse.move(at.x, at.y - 40);
  await expect.poll(async () => Number.parseInt((await player.readout())[1]!)).toBeGreaterThan(low);
  expect(await player.readoutSeconds()).toBeCloseTo(4, 1);

  const posteriors = await player.pointIn(LANES.posteriors, 6, WHOLE);
  await page.mouse.move(posteriors.x, posteriors.y);
  await expect
    .poll(() => player.readout())
    .toEqual([expect.stringMatching(/^0:0[56]\.\d{3}$/), expect.stringMatching(/^noise \d+ %$/)]);

  await page.mouse.move(0, 0);
  await expect.poll(async () => (await player.readout())[0]).toBe('0:00.000');
});

test('colours, gain and range change the picture and compute nothing anew', async ({ player }) => {
  const { page } = player;
  await page.addInitScript(() => {
    const posts: unknown[] = [];
    Object.assign(globalThis, { posts });
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (this: Worker, ...message: Parameters<typeof postMessage>) {
      posts.push(message[0]);
      postMessage.apply(this, message);
    } as typeof postMessage;
  });
  await openDemo(player);
  const posts = () => page.evaluate(() => (globalThis as unknown as { posts: unknown[] }).posts.length);
  const postsBefore = await posts();
  expect(postsBefore).toBeGreaterThan(1);
  const maps = page.getByRole('combobox', { name: 'Colours' });
  const seen = new Set<string>();
  for (const map of ['viridis', 'cividis', 'magma', 'grey']) {
    await maps.selectOption(map);
    await expect(page.getByRole('img', { name: `Spectrogram of the recording, in ${map}` })).toBeVisible();
    await expect
      .poll(async () => seen.has((await player.picture('Spectrogram')).bytes.toString()))
      .toBe(false);
    seen.add((await player.picture('Spectrogram')).bytes.toString());
  }
  const grey = await player.picture('Spectrogram');
  expect([...grey.colours.keys()].filter((colour) => !/^#(..)\1\1$/.test(colour))).toEqual([]);

  const gain = page.getByRole('slider', { name: 'Gain' });
  for (let press = 0; press < 5; press++) await gain.press('ArrowRight');
  await expect(gain).toHaveAttribute('aria-valuetext', '30 dB');
  await expect
    .poll(async () => lightness(await player.picture('Spectrogram')))
    .toBeGreaterThan(lightness(grey));
  for (let press = 0; press < 5; press++) await gain.press('ArrowLeft');
  await expect.poll(async () => grey.bytes.equals((await player.picture('Spectrogram')).bytes)).toBe(true);

  const range = page.getByRole('slider', { name: 'Range' });
  await range.press('Home');
  await expect(range).toHaveAttribute('aria-valuetext', '20 dB');
  await expect.poll(async () => lightness(await player.picture('Spectrogram'))).toBeLessThan(lightness(grey));
  expect(await posts()).toBe(postsBefore);
  expect(await player.seconds()).toBe(0);
});

test('blue and orange take the place of green and red everywhere, also the next time', async ({ player }) => {
  const { page } = player;
  await openDemo(player);
  await chooseLook(page, 'Blue and orange');
  for (const reloads of [false, true]) {
    if (reloads) {
      await page.reload();
      await expect(page.getByLabel('Model', { exact: true })).toHaveValue('fixtures');
      await player.openDemo();
    }
    await expect(player.square).toHaveCSS('background-color', 'rgb(176, 74, 0)');
    for (const lane of [LANES.heard, LANES.yours, LANES.posteriors, 'The whole recording']) {
      await expect.poll(async () => (await player.picture(lane)).colours.has(BLUE), lane).toBe(true);
      const { colours } = await player.picture(lane);
      expect([lane, ...[ORANGE, GREEN, RED].map((colour) => colours.has(colour))]).toEqual([
        lane,
        ...[true, false, false],
      ]);
    }
  }
});

test('the theme is chosen in the menu, goes for the pictures too, and stays', async ({ player }) => {
  const { page } = player;
  await openDemo(player);
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const waveGround = async () => (await player.picture('Waveform')).at(0, 0);
  expect([await ground(), await waveGround()]).toEqual(['rgb(243, 244, 247)', '#eceef3']);

  await chooseLook(page, 'Dark');
  await expect.poll(ground).toBe('rgb(12, 15, 20)');
  await expect.poll(waveGround).toBe('#1f2631');
  await page.reload();
  await expect.poll(ground).toBe('rgb(12, 15, 20)');

  await page.emulateMedia({ colorScheme: 'dark' });
  await chooseLook(page, 'Light');
  await expect.poll(ground).toBe('rgb(243, 244, 247)');
  await chooseLook(page, 'Like the system');
  await expect.poll(ground).toBe('rgb(12, 15, 20)');
});
