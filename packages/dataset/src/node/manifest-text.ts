import { readFile } from 'node:fs/promises';
import { AnnotationError } from '../annotation-error.ts';
import { decodeText } from '../formats/text-encoding.ts';
import { ManifestError } from './manifest-error.ts';

/**
 * The text of a table that lists recordings, in UTF-8 or UTF-16.
 *
 * @param what the file is, for the error where it is missing, such as `a split file`.
 * @throws ManifestError where it is missing, can't be read or is no text.
 * @example await readManifestText('split.csv', 'a split file')
 */
export async function readManifestText(path: string, what: string): Promise<string> {
  try {
    return decodeText(await readFile(path), path);
  } catch (cause) {
    if (cause instanceof AnnotationError) {
      const problem = cause.message.slice(cause.message.indexOf(': ', path.length) + 2);
      throw new ManifestError(path, problem, { ...(cause.line && { line: cause.line }), cause });
    }
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const problem = isMissing ? `there is no such file; expected ${what}` : (cause as Error).message;
    throw new ManifestError(path, problem, { cause });
  }
}
