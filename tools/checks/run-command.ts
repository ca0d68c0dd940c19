import { spawn } from 'node:child_process';
import { delimiter, join, resolve } from 'node:path';

const workspaceRoot = resolve(import.meta.dirname, '../..');

/**
 * Prints a command line and runs it in the workspace's folder; what it prints goes straight to the terminal, and it reads nothing.
 * Programs of `node_modules/.bin` are found by name.
 *
 * @returns whether it ended with status 0
 * @example await runCommand('prettier --check .') // false where a file is not formatted
 */
export async function runCommand(
  line: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<boolean> {
  console.log(`\n$ ${line}`);
  const path = [join(workspaceRoot, 'node_modules', '.bin'), process.env['PATH'] ?? ''].join(delimiter);
  return new Promise((settle) => {
    const child = spawn(line, {
      shell: true,
      cwd: workspaceRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, PATH: path, ...environment },
    });
    child.on('error', (error) => {
      console.error(`${line}: ${error.message}`);
      settle(false);
    });
    child.on('close', (status) => settle(status === 0));
  });
}
