import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { DEMO, expect, test, type SavedHearing } from './player.ts';

const REFERENCE = path.resolve(import.meta.dirname, '../../../data/demo', DEMO.replace(/\.flac$/, '.txt'));

/** The number field beside a slider. */
const field = (page: Page, title: string) => page.getByRole('spinbutton', { name: title });

async function decide(page: Page, title: string, value: string): Promise<void> {
  await field(page, title).fill(value);
  await field(page, title).press('Enter');
}

const hears = (page: Page) => page.evaluate(() => (globalThis as unknown as { hears: number }).hears);

/** Of each frame: what a person said there, and where its centre lies in the hearing. */
async function referenceOf({ posteriors }: SavedHearing): Promise<{ seconds: number; label: string }[]> {
  const { firstCentreSeconds, hopSeconds, values } = posteriors;
  const lines = (await readFile(REFERENCE, 'utf8')).trim().split('\n');
  const segments = lines.map((line) => line.split('\t'));
  return values['speech']!.map((_, frame) => {
    const seconds = firstCentreSeconds + frame * hopSeconds;
    return { seconds, label: segments.find(([, end]) => seconds < Number(end))?.[2] ?? 'noise' };
  });
}

async function accuracyOf(heard: SavedHearing): Promise<number> {
  const frames = await referenceOf(heard);
  const right = frames.filter(
    ({ seconds, label }) => heard.segments.find(({ end }) => seconds < end)?.label === label,
  );
  return right.length / frames.length;
}

/** How often a frame of speech has a higher posterior than one of noise: ROC-AUC by its definition. */
async function rocAucOf(heard: SavedHearing): Promise<number> {
  const reference = await referenceOf(heard);
  const posteriors = heard.posteriors.values['speech']!;
  const of = (wanted: string) => posteriors.filter((_, frame) => reference[frame]!.label === wanted);
  const [speech, noise] = [of('speech'), of('noise')];
  const won = speech.reduce(
    (sum, one) => sum + noise.reduce((wins, other) => wins + (one > other ? 1 : one === other ? 0.5 : 0), 0),
    0,
  );
  return won / (speech.length * noise.length);
}

test.beforeEach(async ({ player }) => {
  await player.page.addInitScript(() => {
    const post = Worker.prototype.postMessage as (this: Worker, ...message: unknown[]) => void;
    const count = { hears: 0 };
    Worker.prototype.postMessage = function (this: Worker, ...message: unknown[]) {
      if ((message[0] as { type: string }).type === 'hear') count.hears++;
      Object.assign(globalThis, count);
      post.apply(this, message);
    };
  });
  await player.open();
  await player.openDemo();
  await player.showTab('Judge');
});

test('sliders change the segments, and nothing is heard again', async ({ player }) => {
  const { page } = player;
  const before = await player.heard();
  expect(await hears(page)).toBe(1);
  const roc = page.getByRole('img', { name: 'ROC curve of speech against all else' });
  const point = () => roc.locator('rect.alone').first().getAttribute('y');
  const ownPoint = await point();

  await decide(page, 'Threshold', '0.97');
  await expect(page.getByText('Changed by you.')).toBeVisible();
  await expect.poll(point).not.toBe(ownPoint);
  await expect(roc).toHaveAccessibleDescription(/At the threshold 0\.97 alone/);
  const strict = await player.heard();
  expect(strict.posteriors).toEqual(before.posteriors);
  expect(strict.segments).not.toEqual(before.segments);
  for (const { start, end, label } of strict.segments) {
    const { firstCentreSeconds, hopSeconds, values } = strict.posteriors;
    const inside = values['speech']!.filter((_, frame) => {
      const seconds = firstCentreSeconds + frame * hopSeconds;
      return seconds > start && seconds < end;
    });
    if (label === 'speech') expect(Math.max(...inside)).toBeGreaterThanOrEqual(0.97);
  }

  await decide(page, 'Shortest segment', '60');
  await expect(page.getByRole('img', { name: 'Heard by the network' })).toHaveAccessibleName(
    'Heard by the network: 1 segment, noise 0:15',
  );
  await page.getByRole('button', { name: 'Back to the model’s own' }).click();
  await expect(page.getByText('This is the model’s own decision.')).toBeVisible();
  expect(await player.heard()).toEqual(before);
  expect(await hears(page)).toBe(1);
  await expect(page.getByRole('button', { name: 'Cancel' })).toHaveCount(0);
});

test('the measures are those of the saved hearing, also after a slider was moved', async ({ player }) => {
  const { page } = player;
  const figure = async (measure: string) => {
    const cell = page.getByRole('row', { name: measure }).getByRole('cell').first();
    return Number.parseFloat(await cell.innerText());
  };
  for (const threshold of ['0.5', '0.97']) {
    await decide(page, 'Threshold', threshold);
    await expect(page.getByRole('img', { name: /^ROC curve/ })).toHaveAccessibleDescription(
      new RegExp(`At the threshold ${Number(threshold).toFixed(2)} alone`),
    );
    const heard = await player.heard();
    expect(Math.abs((await figure('Accuracy')) - 100 * (await accuracyOf(heard)))).toBeLessThan(0.3);
    expect(Math.abs((await figure('ROC-AUC')) - (await rocAucOf(heard)))).toBeLessThan(0.001);
  }
  const confusion = page.getByRole('table', { name: /called your labels/ });
  for (const label of ['noise', 'speech']) {
    const cells = await confusion
      .getByRole('row', { name: new RegExp(`^${label}`) })
      .getByRole('cell')
      .allInnerTexts();
    const shares = cells.slice(0, 2).map((text) => Number.parseFloat(text));
    expect(shares[0]! + shares[1]!).toBeCloseTo(100, 0);
  }
});

test('disagreements are stepped through, shown and selected', async ({ player }) => {
  const { page } = player;
  await decide(page, 'Threshold', '1');
  const list = page.getByRole('region', { name: 'Where it differs from your labels' });
  await expect(list.getByRole('button', { name: /missed: speech/ }).first()).toBeVisible();
  await list.getByLabel('Order').selectOption('in time');
  const shown = async (number: number) => {
    const row = list.locator('[aria-current]');
    await expect(row).toContainText(new RegExp(`^\\s*${number}\\D`));
    const [start, end] = [...(await row.innerText()).matchAll(/(\d+):(\d\d\.\d)/g)].map(
      ([, minutes, seconds]) => 60 * Number(minutes) + Number(seconds),
    ) as [number, number];
    // It plays the stretch once, and pauses at its end.
    await expect.poll(() => player.seconds()).toBeGreaterThan(end - 0.06);
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    expect(await player.seconds()).toBeLessThan(end + 1);
    const visible = await player.visible();
    expect(visible.start).toBeLessThanOrEqual(start);
    expect(visible.end).toBeGreaterThan(start);
    return start;
  };
  await list.getByRole('button', { name: 'Next' }).click();
  const first = await shown(1);
  await list.locator('[aria-current]').press('ArrowDown');
  expect(await shown(2)).toBeGreaterThan(first);
  await list.getByRole('button', { name: 'Previous' }).click();
  expect(await shown(1)).toBe(first);
  await expect(page.getByRole('button', { name: 'Zoom to selection' })).toBeEnabled();
});

test('two models are compared on one recording', async ({ player }) => {
  const { page } = player;
  const lane = page.getByRole('img', { name: /^Heard by dilated-conv: / });
  await page.getByLabel('Second model').selectOption('dilated-conv');
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await expect(lane).toHaveAccessibleName(/noise .*speech/);
  await expect(page.getByText('fixtures, as the sliders decide, beside dilated-conv')).toBeVisible();
  const agreement = page.getByRole('region', { name: 'Compare two models' }).getByRole('definition').first();
  await expect(agreement).toHaveText(/^\d+\.\d % of 15\.0 s that both\s+heard$/);
  await expect(page.getByRole('columnheader', { name: 'dilated-conv' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Where the two differ' })).toBeVisible();

  await page.getByRole('button', { name: 'End the comparison' }).click();
  await expect(lane).toHaveCount(0);
  await expect(page.getByRole('columnheader', { name: 'dilated-conv' })).toHaveCount(0);
  await expect(page.getByText('Model fixtures,')).toBeVisible();
});
