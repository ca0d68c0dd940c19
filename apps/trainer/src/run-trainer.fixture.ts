import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { runProgram } from './program.ts';

process.env['EARMARK_BACKEND'] = 'wasm';

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the trainer as its users do, in a process of its own. */
export function spawnTrainer(
  args: readonly string[],
  onStderr?: (text: string, interrupt: () => void) => void,
): Promise<Finished> {
  const main = join(import.meta.dirname, 'main.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', '--conditions=@earmark/source', main, ...args], {
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => {
    stderr += data.toString();
    onStderr?.(stderr, () => child.kill('SIGINT'));
  });
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
}

/** Runs the trainer in this process, which is quicker; Ctrl+C and what Node itself prints are not to be seen here. */
export async function callTrainer(args: readonly string[]): Promise<Finished> {
  const written = { stdout: '', stderr: '' };
  const spies = (['stdout', 'stderr'] as const).map((name) =>
    jest.spyOn(process[name], 'write').mockImplementation((text) => {
      written[name] += String(text);
      return true;
    }),
  );
  const signals = (['SIGINT', 'SIGTERM'] as const).map((name) => [name, process.listeners(name)] as const);
  try {
    const code = await runProgram(args);
    return { code, ...written };
  } finally {
    for (const spy of spies) spy.mockRestore();
    for (const [name, before] of signals)
      for (const listener of process.listeners(name))
        if (!before.includes(listener)) process.off(name, listener);
  }
}
