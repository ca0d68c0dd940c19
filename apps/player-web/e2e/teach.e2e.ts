import path from 'node:path';
import type { Page } from '@playwright/test';
import { DEMO, expect, test, type Player, type SavedHearing } from './player.ts';
import { sweepWave } from './sweep-wave.ts';

const RECORDING = path.resolve(import.meta.dirname, '../../../data/demo', DEMO);
/** Some seconds of the recording, in classes that no model knows; what follows is left for the network to find out. */
const LABELLED = [
  [0.2, 2.2, 'waves'],
  [2.8, 4.6, 'voice'],
  [5.2, 7, 'waves'],
  [7.6, 9, 'voice'],
] as const;
const TAUGHT = `taught on ${path.basename(DEMO)}`;

const labelFile = (segments: readonly (readonly [number, number, string])[]) => ({
  name: 'mine.txt',
  mimeType: 'text/plain',
  buffer: Buffer.from(segments.map((segment) => `${segment.join('\t')}\n`).join('')),
});
const press = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
const outcome = (page: Page) => page.getByTestId('lesson-outcome');
const learnsOn = (page: Page) => page.getByLabel('Learns on');
const labelAt = ({ segments }: SavedHearing, seconds: number) =>
  segments.find(({ start, end }) => start <= seconds && seconds < end)?.label;

/** The recording as a person's own file, of which nobody has said anything, and some labels. */
async function openLabelled(
  player: Player,
  labels: Parameters<typeof labelFile>[0] = LABELLED,
): Promise<void> {
  await player.open();
  await player.openFiles('Open file', RECORDING);
  await player.classified();
  if (labels.length > 0) {
    await player.page.getByLabel('Choose a label file').setInputFiles(labelFile(labels));
    await expect(player.page.getByText(/mine\.txt is in/)).toBeVisible();
  }
  await player.showTab('Teach');
}

async function train(page: Page): Promise<void> {
  await press(page, 'Train');
  await expect(outcome(page)).toBeVisible();
  await expect(page.getByRole('button', { name: /^Hear / }).first()).toBeVisible();
}

test('learns the person’s own classes, and shows at once what came of it', async ({ player }) => {
  const { page } = player;
  await openLabelled(player);
  const before = await player.heard();
  const lane = await player.picture('Heard by the network');
  await expect(page.getByText('Labelled: voice 3.2 s, waves 3.8 s.')).toBeVisible();

  await train(page);
  const after = await player.heard();
  expect(before.labels).toEqual(['noise', 'speech']);
  expect(after.labels).toEqual(['voice', 'waves']);
  // Nobody has labelled these moments.
  for (const [seconds, label] of [
    [9.8, 'voice'],
    [12.2, 'voice'],
    [14.2, 'waves'],
  ] as const)
    expect(labelAt(after, seconds), `at ${seconds} s`).toBe(label);
  expect((await player.picture('Heard by the network')).bytes).not.toEqual(lane.bytes);
  await expect(page.getByRole('img', { name: 'Heard by before: ' })).toHaveAccessibleName(/noise .*speech/);
  await expect(outcome(page)).toContainText(/Learned from 7\.\d s of labels/);
  await expect(outcome(page)).toContainText(/100\.0 % of the time is now judged otherwise/);
  await expect(outcome(page)).toContainText(/that it had not seen it found \d+\.\d % \(guessing: 50\.0 %\)/);
  await expect(page.getByText(`Model ${TAUGHT}, labels voice, waves`)).toBeVisible();
  await player.showTab('Labels');
  await expect(page.getByRole('img', { name: 'Your labels' })).toHaveAccessibleName(
    'Your labels: 4 segments, waves 0:03, voice 0:03',
  );
});

test('asks for the next label, and every training adds a point to the curve', async ({ player }) => {
  const { page } = player;
  // Classes of the model itself: the keys 1 and 2.
  const known = LABELLED.map(
    ([start, end, label]) => [start, end, label === 'voice' ? 'speech' : 'noise'] as const,
  );
  await openLabelled(player, known);
  await train(page);
  const curve = page.getByRole('img', { name: /^Learning curve/ });
  await expect(curve).toHaveAccessibleName(/^Learning curve: \d+ % with 7\.\d s of labels$/);

  const moments = page.getByRole('region', { name: 'Label this next' }).getByRole('listitem');
  const stretches = (await moments.getByRole('button').allTextContents()).map((text) =>
    [...text.matchAll(/\d:(\d\d\.\d)/g)].map(([, seconds]) => Number(seconds)),
  );
  expect(stretches.length).toBeGreaterThan(1);
  for (const [start, end] of stretches)
    for (const [from, to] of LABELLED)
      expect(end! <= from + 0.1 || start! >= to - 0.1, `${start} to ${end}`).toBe(true);

  await moments.first().getByRole('button').click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  expect(await player.seconds()).toBeCloseTo(stretches[0]![1]!, 0);
  const { start, end } = await player.visible();
  expect(start).toBeLessThan(stretches[0]![0]!);
  expect(end).toBeGreaterThanOrEqual(stretches[0]![1]!);

  await page.keyboard.press('1');
  await expect(moments.first()).toContainText('✓ labelled');
  await press(page, 'Train');
  await expect(curve).toHaveAccessibleName(/ with 7\.\d s of labels; \d+ % with \d+\.\d s of labels$/);
});

test('learns on another network, and ends where that is cancelled', async ({ player }) => {
  const { page } = player;
  await player.open();
  await player.openFiles('Open file', {
    name: 'long.wav',
    mimeType: 'audio/wav',
    buffer: sweepWave(240, 8000),
  });
  await player.classified();
  await page.getByLabel('Choose a label file').setInputFiles(labelFile(LABELLED));
  await expect(page.getByText(/mine\.txt is in/)).toBeVisible();
  await player.showTab('Teach');
  await learnsOn(page).selectOption('autoencoder');
  await press(page, 'Train');
  const status = page.getByRole('region', { name: 'Train on your labels' }).getByRole('status');
  await expect(status).toHaveText('Listening …');
  await press(page, 'Cancel');
  await expect(status).toHaveCount(0);
  await expect(outcome(page)).toHaveCount(0);
  await expect(page.getByText('Model fixtures,')).toBeVisible();

  await player.openFiles('Open file', RECORDING);
  await player.classified();
  await player.showTab('Labels');
  await page.getByLabel('Choose a label file').setInputFiles(labelFile(LABELLED));
  await expect(page.getByText(/mine\.txt is in/)).toBeVisible();
  await player.showTab('Teach');
  await expect(learnsOn(page)).toHaveValue('autoencoder');
  await train(page);
  expect(labelAt(await player.heard(), 12.2)).toBe('voice');
  await expect(learnsOn(page)).toHaveValue('autoencoder');
});

test('a model is kept here, downloaded and opened again, and hears the same', async ({ player }) => {
  const { page } = player;
  await openLabelled(player);
  await train(page);
  const heard = await player.heard();
  await press(page, 'Keep in this browser');
  await expect(page.getByText(`${TAUGHT} is kept in this browser`)).toBeVisible();
  const zip = await player.download('Download model');
  expect(zip.name).toBe(`${TAUGHT}.zip`);
  const training = await player.download('Download labels and model for training');
  expect(training.name).toBe(`${path.parse(DEMO).name}.training.zip`);

  await openLabelled(player, []);
  expect((await player.heard()).labels).toEqual(['noise', 'speech']);
  const model = page.getByLabel('Model', { exact: true });
  await expect(model.getByRole('option', { name: `${TAUGHT} (kept here)` })).toBeAttached();
  for (const open of [
    () => model.selectOption(TAUGHT),
    () =>
      player.openFiles('Open files', { name: zip.name, mimeType: 'application/zip', buffer: zip.content }),
    () =>
      player.openFiles('Open files', {
        name: training.name,
        mimeType: 'application/zip',
        buffer: training.content,
      }),
  ]) {
    await model.selectOption('fixtures');
    await expect(page.getByText('Model fixtures,')).toBeVisible();
    await open();
    await expect(page.getByText('labels voice, waves')).toBeVisible();
    await player.classified();
    expect(await player.heard()).toEqual(heard);
  }
});

test('says what is missing, and loses no label where the worker fails', async ({ player }) => {
  const { page } = player;
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage as (this: Worker, ...message: unknown[]) => void;
    let failed = false;
    Worker.prototype.postMessage = function (this: Worker, ...message: unknown[]) {
      const fails = !failed && (message[0] as { type: string }).type === 'teach';
      failed ||= fails;
      if (fails)
        queueMicrotask(() => this.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' })));
      else post.apply(this, message);
    };
  });
  await openLabelled(player, []);
  const button = page.getByRole('button', { name: 'Train', exact: true });
  await expect(page.getByText('Label some seconds first')).toBeVisible();
  await expect(button).toBeDisabled();

  await player.showTab('Labels');
  await page.getByLabel('Choose a label file').setInputFiles(labelFile(LABELLED.slice(0, 1)));
  await player.showTab('Teach');
  await expect(page.getByText('Label something that is not waves, too')).toBeVisible();
  await expect(button).toBeDisabled();

  await player.showTab('Labels');
  await page.getByLabel('Choose a label file').setInputFiles(labelFile(LABELLED));
  await press(page, /^Replace your 1 label/);
  await expect(page.getByText(/mine\.txt is in/)).toBeVisible();
  await player.showTab('Teach');
  await button.click();
  await expect(player.alert).toContainText('The network stopped working: out of memory.');
  await expect(page.getByText('Labelled: voice 3.2 s, waves 3.8 s.')).toBeVisible();
  await expect(page.getByText('Model fixtures,')).toBeVisible();
  await train(page);
  await expect(player.alert).toHaveCount(0);
  expect(labelAt(await player.heard(), 12.2)).toBe('voice');
});
