import { execFileSync } from 'node:child_process';
import { symlink } from 'node:fs/promises';
import type { useFolder } from './recordings.fixture.ts';

/** What lies in folders and is no file: a pipe that nobody writes to, a link to nothing, a link to itself. Not on Windows. */
export async function oddFiles(folder: ReturnType<typeof useFolder>): Promise<{
  readonly pipe: string;
  readonly link: string;
  readonly circle: string;
}> {
  const [pipe, link, circle] = [folder.path('pipe'), folder.path('link.wav'), folder.path('circle')];
  execFileSync('mkfifo', [pipe]);
  await symlink(folder.path('nothing'), link);
  await symlink(circle, circle);
  return { pipe, link, circle };
}
