import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test, type Player } from './player.ts';
import { longWave, sweepWave } from './sweep-wave.ts';

const fixture = (name: string) => path.join(import.meta.dirname, 'fixtures/model', name);
const modelFiles = [fixture('model.json'), fixture('weights.bin')];

interface Saved {
  readonly durationSeconds: number;
  readonly segments: readonly { start: number; end: number; label: string }[];
  readonly posteriors: {
    readonly hopSeconds: number;
    readonly values: Readonly<Record<string, readonly number[]>>;
  };
}

async function savedJson({ page }: Player): Promise<Saved> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save as JSON' }).click(),
  ]);
  return JSON.parse(await readFile(await download.path(), 'utf8')) as Saved;
}

function largestDifference(a: Saved, b: Saved): number {
  expect(Object.keys(a.posteriors.values)).toEqual(Object.keys(b.posteriors.values));
  return Math.max(
    ...Object.entries(a.posteriors.values).flatMap(([label, values]) => {
      const others = b.posteriors.values[label]!;
      expect(values.length).toBe(others.length);
      return values.map((value, frame) => Math.abs(value - others[frame]!));
    }),
  );
}

/** Has the page offer neither models nor recordings. */
async function offerNothing(page: Page): Promise<void> {
  await page.route('**/offers.json', (route) =>
    route.fulfill({ json: { models: [], defaultModel: null, recordings: [] } }),
  );
  await page.route('**/api/**', (route) =>
    route.fulfill({ json: { models: [], default: null, latest: null, recordings: [] } }),
  );
}

for (const { what, wave } of [
  { what: 'a FLAC file at the rate of the model', wave: undefined },
  { what: 'a stereo WAV file at 44.1 kHz', wave: sweepWave(3, 44100) },
  { what: 'a WAV file at 8 kHz', wave: sweepWave(3, 8000) },
])
  test(`hears the same as Node in ${what}`, async ({ player, request }) => {
    await player.open();
    const bytes =
      wave ??
      (await readFile(
        path.resolve(import.meta.dirname, '../../../data/demo/test/alternating-marimba-and-speech.flac'),
      ));
    const file = { name: 'recording', mimeType: 'application/octet-stream', buffer: bytes };
    await player.openFiles('Open file', file);
    await player.classified();
    const here = await savedJson(player);
    const response = await request.post('/api/classify?model=fixtures&posteriors=true', {
      multipart: { file },
    });
    const there = (await response.json()) as Saved;
    expect(largestDifference(here, there)).toBeLessThan(1e-4);
    expect(here.durationSeconds).toBeCloseTo(there.durationSeconds, 4);
    expect(here.segments.map(({ label }) => label)).toEqual(there.segments.map(({ label }) => label));
  });

test('opens a recording and a model that are dropped where nothing is offered', async ({ player }) => {
  const { page } = player;
  await offerNothing(page);
  const scripts: string[] = [];
  page.on('request', (request) => scripts.push(request.url()));
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Drop a recording here' })).toBeVisible();
  expect(scripts.filter((url) => /worker|tfjs|wasm/.test(url))).toEqual([]);

  const models = modelFiles.map(async (file) => ({
    name: path.basename(file),
    content: await readFile(file),
  }));
  await player.drop({ name: 'my talk.wav', content: sweepWave(2, 16000) }, ...(await Promise.all(models)));
  await player.classified();
  await expect(page.getByRole('heading', { name: 'my talk.wav' })).toBeVisible();
  await expect(player.square).toContainText(/(speech|noise)\s*\d+ %/);
});

test('opens a demo recording at one click', async ({ player }) => {
  await player.open();
  await player.page.getByRole('button', { name: 'Try a demo recording' }).click();
  await player.classified();
  await expect(player.square).toContainText('%');
});

test('judges anew when another model is opened, and saves labels for Audacity', async ({ player }) => {
  const { page } = player;
  await player.open();
  await player.openDemo();
  await player.openFiles('Open files', modelFiles);
  await expect(page.getByText('Model your own files,')).toBeVisible();
  await player.classified();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Save labels for Audacity' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('alternating-waves-and-speech.txt');
  const lines = (await readFile(await download.path(), 'utf8')).trim().split('\n');
  for (const line of lines) expect(line).toMatch(/^\d+\.\d{6}\t\d+\.\d{6}\t(speech|noise)$/);
  expect(lines.at(-1)).toContain('\t15.000000\t');
});

test('the last of two quick choices is the one that stays', async ({ player }) => {
  const { page } = player;
  await player.open();
  const recordings = page.getByLabel('Recording', { exact: true });
  await recordings.selectOption({ index: 1 });
  await recordings.selectOption('test/alternating-marimba-and-speech.flac');
  await player.classified();
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('alternating-marimba-and-speech.flac');
  await expect(player.alert).toHaveCount(0);
  expect((await savedJson(player)).durationSeconds).toBeCloseTo(15, 3);
});

test('a recording chosen while the model is still opening is heard all the same', async ({ player }) => {
  const { page } = player;
  await page.route('**/weights.bin', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await page.goto('/');
  await player.openDemo('test/alternating-marimba-and-speech.flac');
  await expect(page.getByLabel('Model', { exact: true })).toHaveValue('fixtures');
  await expect(player.square).toContainText('%');
});

test('recordings that are dropped may be compressed', async ({ player }) => {
  const { page } = player;
  await player.open();
  for (const [name, seconds] of [
    ['stereo.mp3', 0.5],
    ['mono.ogg', 4.375],
    ['mono.opus', 1.314],
  ] as const) {
    const file = path.resolve(import.meta.dirname, '../../../tools/fixtures/recordings', name);
    await player.drop({ name, content: await readFile(file) });
    await expect(page.getByRole('heading', { level: 2 })).toHaveText(name);
    await player.classified();
    const duration = Number(await player.position.getAttribute('aria-valuemax'));
    expect(duration).toBeCloseTo(seconds, 1);
    const picture = await player.picture('Waveform');
    expect(picture.colours.get('#2f56bd')).toBeGreaterThan(picture.width);
    await page.keyboard.press('Space');
    await expect.poll(() => player.seconds()).toBeCloseTo(duration, 1);
  }
});

test('half an hour opens, scrolls and zooms', async ({ player }) => {
  const { page, position } = player;
  await offerNothing(page);
  await page.goto('/');
  const mimeType = 'audio/wav';
  await player.openFiles('Open file', { name: 'long.wav', mimeType, buffer: longWave(1800, 8000) });
  await expect(position).toHaveAttribute('aria-valuemax', '1800');
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(position.getByText('10:00', { exact: true })).toBeVisible();
  const pending = async () => {
    const { colours } = await player.picture('Spectrogram');
    return ['#2b303a', '#343a46'].filter((stripe) => colours.has(stripe));
  };
  expect(await pending()).toEqual([]);

  const { x, y } = await player.pointIn('Waveform', 1500, [0, 1800]);
  await page.mouse.move(x, y);
  await page.keyboard.down('Control');
  for (let notch = 0; notch < 12; notch++) await page.mouse.wheel(0, -250);
  await page.keyboard.up('Control');
  await expect.poll(() => player.visibleSeconds()).toBeLessThan(1);
  expect(await player.readoutSeconds()).toBeCloseTo(1500, -1);
  const here = await player.picture('Spectrogram');
  await page.keyboard.down('Shift');
  await page.mouse.wheel(0, 2000);
  await page.keyboard.up('Shift');
  await expect.poll(async () => here.bytes.equals((await player.picture('Spectrogram')).bytes)).toBe(false);
  await page.keyboard.press('End');
  await expect.poll(async () => (await player.visible()).end).toBe(1800);
  expect(await pending()).toEqual([]);
});

test('progress is shown, and what takes long can be cancelled', async ({ player }) => {
  const { page } = player;
  await player.open();
  const mimeType = 'audio/wav';
  await player.openFiles('Open file', { name: 'long.wav', mimeType, buffer: longWave(1800, 8000) });
  await expect(page.getByRole('progressbar')).toHaveAttribute('value', /^0\.\d/);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(player.square).toContainText('Not heard yet');

  await page.keyboard.press('Space');
  await expect.poll(() => player.seconds()).toBeGreaterThan(0.3);
  await page.keyboard.press('Space');
  await player.drag('Your labels', 300, 600, [0, 1800]);
  await expect(page.getByRole('img', { name: 'Your labels' })).toHaveAccessibleName(/1 segment, \w+ 5:0/);
  await player.openDemo();
  await expect(player.square).toContainText('%');
  await expect(player.alert).toHaveCount(0);
});
