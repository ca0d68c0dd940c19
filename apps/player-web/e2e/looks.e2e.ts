import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from '@playwright/test';
import { expect, test } from './player.ts';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(axeSource);
  const { violations } = await page.evaluate<AxeResults>(
    'axe.run(document, { resultTypes: ["violations"] })',
  );
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const)
  for (const width of [1280, 390])
    test(`is accessible and fits, ${colorScheme} at ${width} px`, async ({ player }) => {
      const { page } = player;
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 860 });
      await player.open();
      await expectAccessible(page);
      await player.openDemo();
      await expectAccessible(page);
      await player.openFiles('Open file', {
        name: 'a.wav',
        mimeType: 'audio/wav',
        buffer: Buffer.from('no sound'),
      });
      await expect(player.alert).toBeVisible();
      await expectAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
