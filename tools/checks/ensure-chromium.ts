import { existsSync } from 'node:fs';
import { findChromium } from './find-chromium.ts';
import { runCommand } from './run-command.ts';

// Sees to it that the browser tests find a browser, and prints which one: `tsx tools/checks/ensure-chromium.ts`.
//
// Where the machine has none, Playwright downloads its own; where that can't be had or does not start, and we are root on
// Debian or one of its kin, the system's package manager installs one. Ends with status 1 and one error where all fails.

async function ensureChromium(): Promise<string> {
  const found = findChromium() ?? (await downloaded()) ?? (await installed());
  if (found) return found;
  throw new Error(
    'The browser tests found no Chromium on this machine and could not get one. ' +
      'Install Chromium or Chrome, or let EARMARK_CHROMIUM name its program file, and run this again.',
  );
}

async function downloaded(): Promise<string | undefined> {
  await runCommand('playwright install chromium');
  return findChromium();
}

async function installed(): Promise<string | undefined> {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return undefined;
  await runCommand('apt-get update && apt-get install -y chromium', {
    DEBIAN_FRONTEND: 'noninteractive',
  });
  return findChromium();
}

try {
  console.log(`Chromium: ${await ensureChromium()}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
