import { readFile } from 'node:fs/promises';
import type { Browser } from '@playwright/test';

/**
 * The memory that the processes of a browser's pages hold now, workers included: their proportional set size, in which what several
 * processes share counts once. Read from `/proc`, so Linux only.
 *
 * @returns megabytes (of 10^6 bytes)
 */
export async function rendererMegabytes(browser: Browser): Promise<number> {
  const devtools = await browser.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  await devtools.detach();
  let kibibytes = 0;
  for (const { type, id } of processInfo) {
    if (type !== 'renderer') continue;
    // A process may have ended meanwhile.
    const rollup = await readFile(`/proc/${id}/smaps_rollup`, 'utf8').catch(() => '');
    kibibytes += Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0);
  }
  return (kibibytes * 1024) / 1e6;
}

/** The most that was held from now until `stop`, looked at four times a second. */
export function watchRendererMemory(browser: Browser): { stop(): Promise<number> } {
  let most = 0;
  let watching = true;
  const watch = async (): Promise<void> => {
    while (watching) {
      most = Math.max(most, await rendererMegabytes(browser));
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  };
  const watched = watch();
  return {
    async stop() {
      watching = false;
      await watched;
      return most;
    },
  };
}
