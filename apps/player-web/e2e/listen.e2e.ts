import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DEMO, expect, test } from './player.ts';

/** What the square showed at one moment of playback. */
interface Sight {
  readonly seconds: number;
  readonly label: string;
  readonly colour: string;
  readonly text: string;
}

const GREEN = 'rgb(20, 122, 65)';
const RED = 'rgb(179, 38, 30)';
/** The network smooths boundaries by about half of its window. */
const WELL_INSIDE_SECONDS = 0.4;

async function referenceSegments(
  recording: string,
): Promise<{ start: number; end: number; label: string }[]> {
  const file = path.resolve(import.meta.dirname, '../../../data/demo', recording.replace(/\.flac$/, '.txt'));
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  return lines.map((line) => {
    const [start, end, label] = line.split('\t');
    return { start: Number(start), end: Number(end), label: label!.trim() };
  });
}

test('is green for speech and red for noise while it plays', async ({ player }) => {
  const { page, square } = player;
  await player.open();
  await player.openDemo();

  // Note what the square shows at every frame of the screen.
  await page.evaluate(() => {
    const sights: unknown[] = [];
    Object.assign(globalThis, { sights });
    const square = document.querySelector<HTMLElement>('[aria-label="What the network hears"]')!;
    const position = document.querySelector('[aria-label="Position in the recording"]')!;
    const look = () => {
      sights.push({
        seconds: Number(position.getAttribute('aria-valuenow')),
        label: square.dataset['label'],
        colour: getComputedStyle(square).backgroundColor,
        text: square.innerText,
      });
      requestAnimationFrame(look);
    };
    look();
  });
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  const sights = await page.evaluate(() => (globalThis as unknown as { sights: Sight[] }).sights);

  const segments = await referenceSegments(DEMO);
  const inside = segments.filter(({ start, end }) => end - start > 2 * WELL_INSIDE_SECONDS + 0.2);
  expect(new Set(inside.map(({ label }) => label))).toEqual(new Set(['noise', 'speech']));
  for (const { start, end, label } of inside) {
    const middle = (start + end) / 2;
    const nearest = sights.reduce((a, b) =>
      Math.abs(a.seconds - middle) <= Math.abs(b.seconds - middle) ? a : b,
    );
    expect(nearest.seconds).toBeGreaterThan(start + WELL_INSIDE_SECONDS / 2);
    expect(nearest.seconds).toBeLessThan(end - WELL_INSIDE_SECONDS / 2);
    expect(nearest, `at ${middle} s`).toMatchObject({ label, colour: label === 'speech' ? GREEN : RED });
  }

  const certain = sights.filter(({ seconds }) =>
    inside.some(
      ({ start, end }) => seconds > start + WELL_INSIDE_SECONDS && seconds < end - WELL_INSIDE_SECONDS,
    ),
  );
  expect(certain.length).toBeGreaterThan(50);
  const right = certain.filter(
    ({ seconds, label }) => label === inside.find(({ end }) => seconds < end)?.label,
  );
  expect(right.length / certain.length).toBeGreaterThan(0.9);

  for (const { label, colour, text } of sights) {
    expect(colour).toBe(label === 'speech' ? GREEN : RED);
    expect(text.split(/\s*\n\s*/)).toEqual([
      label,
      expect.stringMatching(/^\d+ %$/),
      expect.stringMatching(/\w/),
    ]);
  }
  await expect(square).toContainText('%');
});

test('shows what the network heard, in words and patterns too', async ({ player }) => {
  const { page } = player;
  await player.open();
  await player.openDemo();
  await expect(page.getByRole('img', { name: 'Heard by the network' })).toHaveAccessibleName(
    /^Heard by the network: \d+ segments, noise 0:0\d, speech 0:0\d$/,
  );
  const summary = page.getByRole('region', { name: 'Timeline' });
  for (const [label, pattern] of [
    ['noise', 'hatched'],
    ['speech', 'plain'],
  ] as const) {
    const term = summary.getByRole('term').filter({ hasText: label });
    await expect(term.locator(`[data-pattern="${pattern}"]`)).toBeVisible();
  }
  await expect(summary.getByRole('definition').first()).toHaveText(/^\d+\.\d % of the time, \d\s+segments$/);
});

test('tells screen readers about a change, but not sixty times a second', async ({ player }) => {
  const { page } = player;
  await player.open();
  await player.openDemo();
  const live = page.locator('[aria-live="polite"]');
  await expect(live).toHaveText(/^(noise|speech), \D+$/);
  await live.evaluate((element) => {
    const announcements: string[] = [];
    Object.assign(globalThis, { announcements });
    new MutationObserver(() => announcements.push(element.textContent ?? '')).observe(element, {
      characterData: true,
      childList: true,
      subtree: true,
    });
  });
  await page.getByRole('button', { name: 'Play' }).click();
  await expect.poll(() => player.seconds()).toBeGreaterThan(6);
  await page.getByRole('button', { name: 'Pause' }).click();
  const heard = await page.evaluate(
    () => (globalThis as unknown as { announcements: string[] }).announcements,
  );
  expect(heard.length).toBeGreaterThan(0);
  expect(heard.length).toBeLessThan(8);
});
