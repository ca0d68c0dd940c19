import { keyBindings } from '../src/keys/keys.ts';
import { expect, test, type Player } from './player.ts';

const press = async ({ page }: Player, ...keys: string[]) => {
  for (const key of keys) await page.keyboard.press(key);
};
const times = (count: number, key: string) => Array.from({ length: count }, () => key);
const yours = ({ page }: Player) => page.getByRole('img', { name: 'Your labels' });
const undo = ({ page }: Player) => page.getByRole('button', { name: 'Undo' });
const playing = async ({ page }: Player) =>
  (await page.getByRole('button', { name: 'Pause', exact: true }).count()) === 1;

test.beforeEach(async ({ player }) => {
  await player.open();
  await player.openDemo();
  await player.position.focus();
});

test('? shows exactly the table', async ({ player }) => {
  const { page } = player;
  await press(player, '?');
  const dialog = page.getByRole('dialog', { name: 'Keys' });
  for (const group of ['Listen', 'Look', 'Label'] as const) {
    const own = keyBindings.filter((binding) => binding.group === group);
    const rows = own
      .filter(({ action }) => action.type !== 'choose-class')
      .map(({ shown, does }) => `${shown} ${does}`);
    const classes = own.length > rows.length ? ['1 – 9 class for the selection, or for what comes next'] : [];
    const section = dialog.getByRole('region', { name: group });
    const shown = await section.locator('dl > div').allInnerTexts();
    expect(shown.map((row) => row.replaceAll(/\s+/g, ' '))).toEqual([...classes, ...rows]);
  }
  // Nothing moves behind it.
  await press(player, 'End');
  await press(player, 'Escape');
  await expect(dialog).toHaveCount(0);
  expect(await player.seconds()).toBe(0);
  await page.getByRole('button', { name: 'Keys' }).click();
  await dialog.getByRole('button', { name: 'Close' }).click();
  await expect(dialog).toHaveCount(0);
});

test('+ − F E B zoom, W follows or not', async ({ player }) => {
  const visible = () => player.visible();
  await press(player, '+');
  await expect.poll(visible).toEqual({ start: 0, end: 10 });
  await press(player, '-');
  await expect.poll(visible).toEqual({ start: 0, end: 15 });
  await press(player, ...times(3, 'ArrowRight'), '[', 'ArrowRight', ']', 'e');
  await expect.poll(async () => (await visible()).start).toBeCloseTo(3, 1);
  await expect.poll(() => player.visibleSeconds()).toBeCloseTo(1, 0);
  await press(player, 'b');
  await expect.poll(visible).toEqual({ start: 0, end: 15 });
  await press(player, '=', 'f');
  await expect.poll(visible).toEqual({ start: 0, end: 15 });
  await press(player, 'B');
  await expect.poll(() => player.visibleSeconds()).toBeCloseTo(10, 1);

  const follow = player.page.getByRole('button', { name: 'Follow' });
  await expect(follow).toHaveAttribute('aria-pressed', 'true');
  await press(player, 'w');
  await expect(follow).toHaveAttribute('aria-pressed', 'false');
  await press(player, 'w');
  await expect(follow).toHaveAttribute('aria-pressed', 'true');
});

test('. and , step through segments, N through what is least certain, P plays the selection once', async ({
  player,
}) => {
  const { page } = player;
  // What is labelled is not doubted.
  await page.getByRole('grid').getByRole('row').nth(1).focus();
  await press(player, ...times(7, 'Delete'));
  await expect(yours(player)).toHaveAccessibleName('Your labels: no segments');
  await player.position.focus();
  await press(player, 'Escape');
  await press(player, '.');
  await expect.poll(() => player.seconds()).toBeGreaterThan(2);
  const second = await player.seconds();
  await expect(page.getByRole('heading', { name: 'Selected: heard' })).toBeVisible();
  await press(player, '.', ',');
  await expect.poll(() => player.seconds()).toBeCloseTo(second, 3);
  await press(player, ',');
  await expect.poll(() => player.seconds()).toBeLessThan(0.1);

  await press(player, 'n');
  await expect(page.getByRole('heading', { name: 'Selected stretch' })).toBeVisible();
  await expect.poll(() => player.seconds()).toBeGreaterThan(0.5);
  await expect.poll(() => playing(player)).toBe(false);
  const first = await player.seconds();
  await press(player, 'p');
  await expect.poll(() => player.seconds()).toBeLessThan(first - 0.3);
  await expect.poll(() => playing(player)).toBe(false);
  await press(player, 'n');
  await expect.poll(async () => Math.abs((await player.seconds()) - first)).toBeGreaterThan(1);
});

test('[ ] and numbers label, S and M split and merge, Del deletes, and all can be undone', async ({
  player,
}) => {
  const { page } = player;
  const classes = page.getByRole('region', { name: 'Classes' });
  await page.getByLabel('Name of a new class').fill('bird');
  await press(player, 'Enter');
  await player.position.focus();
  await press(player, 'Escape', '2');
  await expect(classes.getByRole('button', { pressed: true })).toContainText('2');

  await press(player, 'ArrowRight', '[', 'ArrowRight', ']', '3');
  await expect(yours(player)).toHaveAccessibleName(/^Your labels: 9 segments, .*bird 0:01/);
  await press(player, ...times(5, 'Shift+ArrowLeft'), 's');
  await expect(yours(player)).toHaveAccessibleName(/^Your labels: 10 segments/);
  await press(player, 'm');
  await expect(yours(player)).toHaveAccessibleName(/^Your labels: 9 segments/);
  await press(player, 'Delete');
  await expect(yours(player)).not.toHaveAccessibleName(/bird/);
  await press(player, 'Control+z');
  await expect(yours(player)).toHaveAccessibleName(/bird/);
  await press(player, 'Control+Shift+Z');
  await expect(yours(player)).not.toHaveAccessibleName(/bird/);
  await press(player, 'Control+z', 'Control+y');
  await expect(yours(player)).not.toHaveAccessibleName(/bird/);

  await press(player, 'Escape', '2', 'Home', ';', 'ArrowRight', ';');
  await expect(undo(player)).toContainText('label');
  await press(player, 'Escape', 'Home', '.', 'Enter');
  await expect(undo(player)).toContainText('confirm');
  await press(player, 'Escape', '.', 'Backspace');
  await expect(undo(player)).toContainText('reject');
  await press(player, 'Control+z');
  await expect(undo(player)).toContainText('confirm');
  await expect(player.alert).toHaveCount(0);
});

test('L plays the selection over and over, until it is pressed again', async ({ player }) => {
  const { page } = player;
  await press(player, ...times(3, 'ArrowRight'), '[', ...times(5, 'Shift+ArrowRight'), ']');
  await page.evaluate(() => {
    const seconds: number[] = [];
    Object.assign(globalThis, { seconds });
    const position = document.querySelector('[aria-label="Position in the recording"]')!;
    const look = () => {
      seconds.push(Number(position.getAttribute('aria-valuenow')));
      requestAnimationFrame(look);
    };
    look();
  });
  const rounds = () =>
    page.evaluate(() => {
      const { seconds } = globalThis as unknown as { seconds: number[] };
      const returns = seconds.filter((now, place) => now < (seconds[place - 1] ?? 0) - 0.3).length;
      return { returns, least: Math.min(...seconds), most: Math.max(...seconds) };
    });
  await press(player, 'l');
  await expect(page.getByRole('button', { name: 'Loop' })).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(async () => (await rounds()).returns).toBeGreaterThan(2);
  const { least, most } = await rounds();
  expect(least).toBeGreaterThan(2.9);
  // A busy machine looks a little late.
  expect(most).toBeLessThan(4.5);

  await press(player, 'l');
  await expect(page.getByRole('button', { name: 'Loop' })).toHaveAttribute('aria-pressed', 'false');
  await expect.poll(() => player.seconds()).toBeGreaterThan(4.6);
});

test('plays from where Chromium can’t go in a FLAC file', async ({ player }) => {
  const { x, y } = await player.pointIn('Waveform', 14.5, [0, 15]);
  await player.page.mouse.click(x, y);
  await press(player, 'Space');
  await expect.poll(() => player.seconds()).toBeCloseTo(15, 2);
  await expect(player.alert).toHaveCount(0);
});

test('a loop that ends with the recording goes on, until somebody goes elsewhere', async ({ player }) => {
  await press(player, 'End', ...times(10, 'Shift+ArrowLeft'), '[');
  await press(player, 'l');
  await expect.poll(() => player.seconds()).toBeGreaterThan(14.6);
  await expect.poll(() => player.seconds()).toBeLessThan(14.4);
  expect(await playing(player)).toBe(true);
  await press(player, 'Home');
  await expect.poll(() => player.seconds()).toBeLessThan(13);
  await expect(player.page.getByRole('button', { name: 'Loop' })).toHaveAttribute('aria-pressed', 'false');
});

test('twice the speed is twice as fast, at the same pitch', async ({ player }) => {
  const { page } = player;
  await page.evaluate(() => {
    const { play } = HTMLMediaElement.prototype;
    HTMLMediaElement.prototype.play = function () {
      Object.assign(globalThis, { sound: this });
      return play.call(this);
    };
  });
  await page.getByLabel('Speed').selectOption('2');
  await player.position.focus();
  await press(player, 'Space');
  await expect.poll(() => player.seconds()).toBeGreaterThan(0.2);
  const played = await page.evaluate(async () => {
    const { sound } = globalThis as unknown as { sound: HTMLAudioElement };
    // The same recording beside it tells how fast time goes on this machine.
    const other = new Audio(sound.src);
    other.muted = true;
    await other.play();
    await new Promise((resolve) => (other.ontimeupdate = () => other.currentTime > 0.2 && resolve(true)));
    const before = [sound.currentTime, other.currentTime] as const;
    await new Promise((resolve) => (other.ontimeupdate = () => other.currentTime > 2.2 && resolve(true)));
    const ratio = (sound.currentTime - before[0]) / (other.currentTime - before[1]);
    other.pause();
    return { ratio, keepsPitch: sound.preservesPitch, rate: sound.playbackRate };
  });
  expect(played).toMatchObject({ keepsPitch: true, rate: 2 });
  expect(played.ratio).toBeGreaterThan(1.6);
  expect(played.ratio).toBeLessThan(2.4);
});
