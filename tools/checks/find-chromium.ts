import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

/**
 * The path of a Chromium (or Chrome, or Edge) of this machine that starts, for `executablePath` of Playwright.
 *
 * Asked in this order: the environment variables `EARMARK_CHROMIUM` and `CHROME_PATH`, the browser that Playwright
 * downloads for itself, the usual names on the `PATH`, the usual places of Linux, macOS and Windows.
 *
 * @returns `undefined` where there is none.
 * @throws Error where an environment variable names a file that is missing or does not start: a browser that was asked
 *   for is never replaced by another one in silence.
 * @example EARMARK_CHROMIUM=/usr/bin/chromium: findChromium() === '/usr/bin/chromium'
 */
export function findChromium(): string | undefined {
  for (const variable of ['EARMARK_CHROMIUM', 'CHROME_PATH']) {
    const named = process.env[variable];
    if (!named) continue;
    if (starts(named)) return named;
    throw new Error(
      `${variable} is "${named}", which is not a browser that starts: let it name the program file of a Chromium, or unset it.`,
    );
  }
  return [chromium.executablePath(), ...onPath(), ...usualPlaces()].find(starts);
}

function onPath(): string[] {
  const names = [
    'chromium',
    'chromium-browser',
    'google-chrome',
    'google-chrome-stable',
    'chrome',
    'microsoft-edge',
  ];
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return names.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
}

function usualPlaces(): string[] {
  switch (process.platform) {
    case 'darwin':
      return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
        ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
          (name) => `${folder}/${name}.app/Contents/MacOS/${name}`,
        ),
      );
    case 'win32':
      return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) => {
        const folder = process.env[variable];
        if (!folder) return [];
        return [
          join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
          join(folder, 'Chromium', 'Application', 'chrome.exe'),
          join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
        ];
      });
    default:
      return ['/usr/lib/chromium/chromium', '/opt/google/chrome/chrome', '/snap/bin/chromium'];
  }
}

/** A downloaded browser may lack libraries of the system: it is there, and does not start. */
function starts(path: string): boolean {
  if (!existsSync(path)) return false;
  if (process.platform === 'win32') return true; // there `--version` opens a window
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}
