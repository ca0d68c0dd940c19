import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from '../checks/find-chromium.ts';

// Draws the icons of the installed player from its favicon: npx tsx tools/icons/draw.ts

const folder = path.resolve(import.meta.dirname, '../../apps/player-web/public');
const svg = await readFile(path.join(folder, 'favicon.svg'), 'base64');
/** Systems that cut an icon to their own shape need one without corners of its own: the favicon's colours go on below it. */
const BEHIND_CORNERS = 'linear-gradient(to right, #147a41 56.25%, #b3261e 56.25%)';

const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
for (const { file, size, background } of [
  { file: 'icon-192.png', size: 192, background: 'none' },
  { file: 'icon-512.png', size: 512, background: 'none' },
  { file: 'icon-maskable-512.png', size: 512, background: BEHIND_CORNERS },
]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<body style="margin: 0; background: ${background}"><img src="data:image/svg+xml;base64,${svg}" width="${size}" height="${size}" style="display: block">`,
  );
  await page.screenshot({ path: path.join(folder, file), omitBackground: true });
  await page.close();
}
await browser.close();
