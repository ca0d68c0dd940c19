import { readdir, stat } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { isRecording } from '../is-recording.ts';

/** Everything that lies in a folder and its folders. Paths are below it, with `/`, sorted. */
export interface FolderFiles {
  readonly folder: string;
  readonly files: readonly string[];
  readonly recordings: readonly string[];
  has(path: string): boolean;
}

/** Endings of what lies beside recordings in every corpus; such files are not opened to see whether they are sound. */
const TEXT_ENDINGS =
  '.txt .csv .tsv .json .jsonl .ndjson .md .html .xml .lab .rttm .uem .textgrid .eaf .vtt .srt .jams .scv .py .m .pdf .png .jpg'.split(
    ' ',
  );

/**
 * Lists a folder to its depth. Hidden files and folders are left out; links to files are followed, links to folders are not.
 *
 * @throws the error of the file system where the folder can't be read.
 * @example (await listFolder('corpus')).recordings // ['dog/1.wav', 'rain/1.wav']
 */
export async function listFolder(folder: string): Promise<FolderFiles> {
  const files: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const below = relative(folder, path).split(sep);
    if (below.some((part) => part.startsWith('.') || part === '__MACOSX')) continue;
    const isFile = entry.isFile() || (entry.isSymbolicLink() && (await isLinkToFile(path)));
    if (isFile) files.push(below.join('/'));
  }
  files.sort();
  const recordings: string[] = [];
  for (const file of files) {
    if (TEXT_ENDINGS.includes(extname(file).toLowerCase())) continue;
    if (await isRecording(join(folder, file))) recordings.push(file);
  }
  const all = new Set(files);
  return { folder, files, recordings, has: (path) => all.has(path) };
}

const isLinkToFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (status) => status.isFile(),
    () => false,
  );
