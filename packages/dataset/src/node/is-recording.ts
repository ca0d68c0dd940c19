import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { MARKS_LENGTH, recordingFormat } from './decode/format.ts';
import { readAt } from './read-at.ts';

/**
 * Whether a file is to be taken for a recording when a whole folder is read: by content, or by a name that promises one (so that
 * a broken recording is reported, not passed over).
 *
 * @example await isRecording('talk.flac') // true
 */
export async function isRecording(path: string): Promise<boolean> {
  if (['.wav', '.wave', '.flac'].includes(extname(path).toLowerCase())) return true;
  const file = await open(path, 'r');
  try {
    if (!(await file.stat()).isFile()) return false;
    return recordingFormat((await readAt(file, 0, MARKS_LENGTH)).toString('latin1')) !== undefined;
  } finally {
    await file.close();
  }
}
