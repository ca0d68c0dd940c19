import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { isRecording } from '@earmark/dataset/node';
import { fromWhereTyped } from './paths.ts';

/**
 * The recordings that a person named: files as they are, and of a folder every recording in it, by name.
 *
 * @param paths as typed
 * @returns paths as typed, or below a typed folder
 * @throws Error where a path is missing or a folder holds no recording
 */
export async function findRecordings(paths: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const path of paths) {
    const info = await stat(fromWhereTyped(path)).catch(() => undefined);
    if (!info) throw new Error(`${path} does not exist: name an audio file, or a folder of them`);
    if (!info.isDirectory()) {
      found.push(path);
      continue;
    }
    const inside: string[] = [];
    for (const name of (await readdir(fromWhereTyped(path))).sort())
      if (await isRecording(fromWhereTyped(join(path, name)))) inside.push(join(path, name));
    if (inside.length === 0)
      throw new Error(`${path} holds no recording: WAV, FLAC, MP3, Ogg and what ffmpeg knows are read`);
    found.push(...inside);
  }
  return found;
}

/**
 * A file in `folder` for each recording, named after it.
 *
 * @throws Error where two recordings would be written to the same file
 * @example outputFiles(['a/talk.wav'], 'out', '.json') // ['out/talk.json']
 */
export function outputFiles(recordings: readonly string[], folder: string, extension: string): string[] {
  const files = recordings.map((path) => join(folder, basename(path, extname(path)) + extension));
  const firstWith = new Map<string, string>();
  files.forEach((file, index) => {
    const other = firstWith.get(file);
    if (other !== undefined)
      throw new Error(
        `${other} and ${recordings[index]} would both be written to ${file}: write them into two folders`,
      );
    firstWith.set(file, recordings[index]!);
  });
  return files;
}
