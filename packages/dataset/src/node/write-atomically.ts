import { randomUUID } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Writes a file so that a reader sees the old content or the new, and never a half: the data goes to a file beside
 * it, which then takes its name. Missing folders are made. If anything fails, the old file stays as it was.
 *
 * @param data text (as UTF-8), bytes, or a function that writes to the file it is given, for what doesn't fit in memory.
 * @throws the error of the file system, or of the function.
 * @example await writeAtomically('runs/a/report.json', '{}\n')
 */
export async function writeAtomically(
  path: string,
  data: string | Uint8Array | ((file: FileHandle) => Promise<void>),
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const beside = `${path}.${randomUUID()}.tmp`;
  try {
    const file = await open(beside, 'wx');
    try {
      if (typeof data === 'function') await data(file);
      else await file.writeFile(data);
      // Without this a power cut could leave the new name on a file that is still empty.
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
