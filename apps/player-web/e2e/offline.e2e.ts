import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { Player } from './player.ts';
import { startStaticHost, type StaticHost } from './static-host.ts';

test.use({ serviceWorkers: 'allow' });

let site: string;
let host: StaticHost;

test.beforeEach(async () => {
  site = await mkdtemp(path.join(tmpdir(), 'earmark-site-'));
  await cp(path.resolve(import.meta.dirname, '../dist'), site, { recursive: true });
  host = await startStaticHost(site);
});

test.afterEach(async () => {
  await host.close();
  await rm(site, { recursive: true });
});

/** The page from its host, once everything that it may need later is kept. */
async function openAndKeep({ page }: Player): Promise<void> {
  await page.goto(host.url);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

test('needs no API, and after the first visit no host', async ({ page }) => {
  const player = new Player(page);
  await openAndKeep(player);
  await expect(page.getByLabel('Model', { exact: true })).toHaveValue('dilated-conv');
  await host.close();
  await page.reload();
  await expect(page.getByLabel('Model', { exact: true })).toHaveValue('dilated-conv');
  await player.openDemo();
  await expect(player.square).toContainText('noise');
  await expect(player.alert).toHaveCount(0);
});

test('a new version waits until a person asks for it', async ({ page }) => {
  const player = new Player(page);
  await openAndKeep(player);
  await appendFile(path.join(site, 'service-worker.js'), '\n// a newer one');
  await page.reload();
  const note = page.getByRole('complementary', { name: 'New version' });
  await expect(note).toBeVisible();

  const loaded = page.waitForEvent('load');
  await note.getByRole('button', { name: 'Reload' }).click();
  await loaded;
  await expect(page.getByLabel('Model', { exact: true })).toHaveValue('dilated-conv');
  await expect(note).toHaveCount(0);
  const waiting = page.evaluate(async () => (await navigator.serviceWorker.ready).waiting);
  expect(await waiting).toBeNull();
});

test('can be installed', async ({ page }) => {
  await page.goto(host.url);
  const devtools = await page.context().newCDPSession(page);
  const { url, errors } = await devtools.send('Page.getAppManifest');
  expect([url, errors]).toEqual([`${host.url}/manifest.webmanifest`, []]);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  // The tests' own windows keep nothing: that is the only thing in the way.
  expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito']);
});
