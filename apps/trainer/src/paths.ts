import { resolve } from 'node:path';

/**
 * An absolute path for one that a person typed. The task runner starts commands in the workspace's root; npm tells where the
 * person stood.
 */
export const fromWhereTyped = (path: string): string =>
  resolve(process.env['INIT_CWD'] ?? process.cwd(), path);

/** The workspace's root, for what the project itself brings along or writes by default. */
export const workspaceRoot: string = resolve(import.meta.dirname, '../../..');
