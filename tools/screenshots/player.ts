/**
 * Takes the pictures of the player that the docs show: each state in both themes and both widths, as docs/images/player/STATE-THEME-WIDTH.jpg.
 *
 *   npx nx build player-web && npx tsx --conditions=@earmark/source tools/screenshots/player.ts
 */
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { FAKE_MICROPHONE, openPage } from '../bench/player/open-page.ts';
import { servePlayer } from '../bench/player/serve-player.ts';
import { visitStates } from '../bench/player/visit-states.ts';

const RECORDING = 'test/alternating-waves-and-speech.flac';
const QUALITY = 72;

const folder = path.resolve(import.meta.dirname, '../../docs/images/player');
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const player = await servePlayer();
try {
  const { browser, page } = await openPage(player.url, FAKE_MICROPHONE);
  await visitStates(page, RECORDING, async (state) => {
    const name = `${state.replaceAll(', ', '-').replace(' px', '')}.jpg`;
    await page.screenshot({ path: path.join(folder, name), type: 'jpeg', quality: QUALITY, fullPage: true });
    console.log(name);
  });
  await browser.close();
} finally {
  player.stop();
}
