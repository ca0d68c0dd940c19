import { open, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { recordingFormat } from './decode/format.ts';

/** Names that promise sound. */
const ENDINGS =
  '.wav .wave .flac .mp3 .mp2 .ogg .oga .opus .m4a .mp4 .webm .mka .aac .aif .aiff .aifc .au .caf .wma .wv .amr'.split(
    ' ',
  );
/** What the file system says of a link to nothing or in a circle, and of a file that was deleted since the folder was read. */
const NOT_THERE: readonly unknown[] = ['ENOENT', 'ENOTDIR', 'ELOOP'];

/**
 * Whether a file is to be taken for a recording when a whole folder is read: by content, or by a name that promises one (so that
 * a broken recording is reported, not passed over). What is no file (a folder, a pipe, a link to nothing) is none.
 *
 * @throws the error of the file system where the file can't be read.
 * @example await isRecording('talk.flac') // true
 */
export async function isRecording(path: string): Promise<boolean> {
  try {
    // A pipe would be waited for as soon as it is opened.
    if (!(await stat(path)).isFile()) return false;
    if (ENDINGS.includes(extname(path).toLowerCase())) return true;
    const file = await open(path, 'r');
    try {
      return (await recordingFormat(file)) !== undefined;
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (NOT_THERE.includes((cause as NodeJS.ErrnoException).code)) return false;
    throw cause;
  }
}
