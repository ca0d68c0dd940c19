import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from './player.ts';
import { sweepWave } from './sweep-wave.ts';

const fixture = (name: string) => readFile(path.join(import.meta.dirname, 'fixtures/model', name));
const textFile = (name: string, text: string) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(text),
});

test('a file that is no recording is refused in plain words, and the next one opens', async ({ player }) => {
  await player.open();
  await player.openFiles('Open file', textFile('letter.wav', 'Dear all, this is no sound at all.'));
  await expect(player.alert).toContainText(
    'letter.wav can’t be opened. This browser finds no sound in the file.',
  );
  await player.openFiles('Open file', textFile('empty.wav', ''));
  await expect(player.alert).toContainText('empty.wav is empty.');
  await expect(player.page.getByRole('heading', { name: 'Drop a recording here' })).toBeVisible();
  await player.openDemo();
  await expect(player.alert).toHaveCount(0);
});

test('a model that does not fit is refused, and the open one stays', async ({ player }) => {
  await player.open();
  await player.openDemo();
  const [modelJson, weights] = await Promise.all([fixture('model.json'), fixture('weights.bin')]);
  const json = { name: 'model.json', mimeType: 'application/json', buffer: modelJson };
  const binary = { name: 'weights.bin', mimeType: 'application/octet-stream', buffer: weights };

  await player.openFiles('Open files', [json]);
  await expect(player.alert).toContainText('A model is two files');
  await player.openFiles('Open files', [json, { ...binary, buffer: weights.subarray(0, 100) }]);
  await expect(player.alert).toContainText('has 100 bytes');
  await player.openFiles('Open files', [textFile('model.json', '{"a": 1}'), binary]);
  await expect(player.alert).toContainText('no tfjs layers model');
  const contract = JSON.parse(modelJson.toString()) as {
    userDefinedMetadata: { earmark: { features: object } };
  };
  Object.assign(contract.userDefinedMetadata.earmark.features, { sampleRate: -1 });
  await player.openFiles('Open files', [textFile('model.json', JSON.stringify(contract)), binary]);
  await expect(player.alert).toContainText('sampleRate');

  await expect(player.page.getByText('Model fixtures,')).toBeVisible();
  await expect(player.square).toContainText('%');
  await player.page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(player.alert).toHaveCount(0);
});

test('a recording shorter than a frame is refused', async ({ player }) => {
  await player.open();
  const header = Buffer.from(
    'RIFF\x34\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x80\x3e\0\0\0\x7d\0\0\x02\0\x10\0data\x10\0\0\0',
    'latin1',
  );
  await player.openFiles('Open file', {
    name: 'click.wav',
    mimeType: 'audio/wav',
    buffer: Buffer.concat([header, Buffer.alloc(16)]),
  });
  await expect(player.alert).toContainText('at least one frame');
});

test.describe('without the API', () => {
  // The browser itself logs requests that fail.
  test.use({ quiet: false });

  test('what comes along with the page is there', async ({ player }) => {
    const { page } = player;
    await page.route('**/api/**', (route) => route.abort());
    await page.goto('/');
    await expect(page.getByLabel('Model', { exact: true })).toHaveValue('dilated-conv');
    await page.getByRole('button', { name: 'Try a demo recording' }).click();
    await player.classified();
    await expect(player.alert).toHaveCount(0);
  });

  test('the page says so where nothing answers, and still opens files', async ({ player }) => {
    const { page } = player;
    await page.route(/\/api\/|offers\.json/, (route) => route.abort());
    await page.goto('/');
    await expect(player.alert).toContainText('Nothing is offered here');
    await expect(page.getByRole('heading', { name: 'Drop a recording here' })).toBeVisible();
    await player.openFiles('Open file', {
      name: 'sweep.wav',
      mimeType: 'audio/wav',
      buffer: sweepWave(2, 16000),
    });
    await expect(page.getByRole('heading', { name: 'sweep.wav' })).toBeVisible();
  });

  test('a problem of the API is passed on', async ({ player }) => {
    const { page } = player;
    await player.open();
    await page.route('**/api/recordings/**', (route) =>
      route.fulfill({
        status: 404,
        contentType: 'application/problem+json',
        body: '{"detail":"There is no such recording."}',
      }),
    );
    await page.getByLabel('Recording', { exact: true }).selectOption({ index: 1 });
    await expect(player.alert).toContainText('There is no such recording.');
  });
});
