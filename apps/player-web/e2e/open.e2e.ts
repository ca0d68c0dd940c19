import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test, type Player } from './player.ts';
import { sweepWave } from './sweep-wave.ts';

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

test('opens a recording and a model that are dropped, without the API', async ({ player }) => {
  const { page } = player;
  await page.route('**/api/**', (route) =>
    route.fulfill({ json: { models: [], default: null, latest: null, recordings: [] } }),
  );
  const scripts: string[] = [];
  page.on('request', (request) => scripts.push(request.url()));
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Drop a recording here' })).toBeVisible();
  expect(scripts.filter((url) => /worker|tfjs|wasm/.test(url))).toEqual([]);

  const contents = [sweepWave(2, 16000), ...(await Promise.all(modelFiles.map((file) => readFile(file))))];
  const names = ['my talk.wav', 'model.json', 'weights.bin'];
  const files = names.map((name, index) => ({ name, base64: contents[index]!.toString('base64') }));
  await page.evaluate(async (dropped) => {
    const data = new DataTransfer();
    for (const { name, base64 } of dropped)
      data.items.add(new File([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))], name));
    document.body.dispatchEvent(
      new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }),
    );
  }, files);
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
