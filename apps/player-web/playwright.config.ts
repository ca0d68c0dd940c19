import path from 'node:path';
import { defineConfig } from '@playwright/test';
import { findChromium } from '../../tools/checks/find-chromium.ts';

const root = path.resolve(import.meta.dirname, '../..');

export default defineConfig({
  // The player, and the packages' numbers in a browser.
  projects: [{ testDir: 'e2e' }, { testDir: path.join(root, 'tools/browser') }],
  testMatch: '*.e2e.ts',
  outputDir: 'test-results',
  forbidOnly: Boolean(process.env['CI']),
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 30_000 },
  use: {
    // The server tells its port when it is up, see below.
    baseURL: `http://127.0.0.1:${process.env['PLAYER_PORT'] ?? ''}`,
    launchOptions: {
      executablePath: findChromium(),
      args: ['--no-sandbox', '--autoplay-policy=no-user-gesture-required'],
    },
    // Each test has a browser of its own, which would keep the whole site.
    serviceWorkers: 'block',
    // A trace doubles the time of every test; `--trace on` makes one of a test that fails.
    trace: 'off',
  },
  webServer: {
    // The folder of the fixtures stands in for a folder of runs: its one run is called "fixtures".
    command: `node --conditions=@earmark/source --import tsx apps/api/src/main.ts --port 0 --runs "${root}/apps/player-web/e2e"`,
    cwd: root,
    wait: { stdout: /listens on http:\/\/127\.0\.0\.1:(?<player_port>\d+)/ },
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5000 },
  },
});
