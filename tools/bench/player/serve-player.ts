import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../../..');

/** The API with the built player, in a process of its own. */
export interface ServedPlayer {
  readonly url: string;
  stop(): void;
}

/**
 * Starts the server as `npx nx serve api` does, on a free port and without runs: only the models that come along are offered.
 *
 * @throws Error where it ends before it listens
 */
export async function servePlayer(): Promise<ServedPlayer> {
  const options = ['--port', '0', '--runs', path.join(root, 'no-runs')];
  const server = spawn(
    process.execPath,
    ['--conditions=@earmark/source', '--import', 'tsx', 'apps/api/src/main.ts', ...options],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  for await (const line of createInterface({ input: server.stdout })) {
    const url = /http:\/\/\S+:\d+/.exec(line)?.[0];
    if (url) return { url, stop: () => void server.kill() };
  }
  throw new Error('The server ended before it listened: see what it wrote above.');
}
