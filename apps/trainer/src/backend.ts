import { selectBackend, type BackendName } from '@earmark/models';

/** Starts the backend that `EARMARK_BACKEND` names, or the fastest there is; says in one line which one and why. */
export async function startBackend(): Promise<BackendName> {
  const { name, why } = await selectBackend(process.env['EARMARK_BACKEND'] as BackendName | undefined);
  process.stderr.write(`backend: ${name} (${why})\n`);
  return name;
}
