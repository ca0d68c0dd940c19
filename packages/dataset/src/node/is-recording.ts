import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { recordingFormat } from './decode/format.ts';

/** Names that promise sound. */
const ENDINGS = '.wav .wave .flac .mp3 .ogg .oga .opus .m4a .webm .aac .aif .aiff .aifc .caf .wma .amr'.split(
  ' ',
);

/**
 * Whether a file is to be taken for a recording when a whole folder is read: by content, or by a name that promises one (so that
 * a broken recording is reported, not passed over).
 *
 * @example await isRecording('talk.flac') // true
 */
export async function isRecording(path: string): Promise<boolean> {
  if (ENDINGS.includes(extname(path).toLowerCase())) return true;
  const file = await open(path, 'r');
  try {
    return (await file.stat()).isFile() && (await recordingFormat(file)) !== undefined;
  } finally {
    await file.close();
  }
}
