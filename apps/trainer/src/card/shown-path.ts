import { basename, isAbsolute, relative, resolve, win32 } from 'node:path';
import { workspaceRoot } from '../paths.ts';

/** An absolute path in a command: at its start, after a space, an equals sign or a comma. */
const ABSOLUTE = /(?<=^|[\s=,'"])(?:\/|[A-Za-z]:[\\/])[^\s,'"]+/g;

/**
 * A path for readers who have another machine: from the workspace's root where it lies in or beside the workspace, else its last name.
 *
 * @param path absolute, or from the workspace's root
 * @example shownPath('/home/anna/earmark/runs/first') // 'runs/first', where the workspace is /home/anna/earmark
 */
export function shownPath(path: string): string {
  const from = relative(workspaceRoot, resolve(workspaceRoot, path)).replaceAll(win32.sep, '/');
  const isElsewhere = from.startsWith('../../') || isAbsolute(from);
  return isElsewhere ? basename(from) : from || '.';
}

/**
 * A command with its absolute paths as `shownPath` shows them.
 *
 * @example shownCommand('trainer:train -- --data /home/anna/earmark/data/demo') // 'trainer:train -- --data data/demo'
 */
export const shownCommand = (command: string): string => command.replaceAll(ABSOLUTE, shownPath);
