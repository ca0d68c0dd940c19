import { readFile } from 'node:fs/promises';
import { type Annotation, createAnnotation } from '../annotation.ts';
import { AnnotationError } from '../annotation-error.ts';
import type { FormatOptions } from '../formats/annotation-format.ts';
import {
  type AnnotationFormatName,
  annotationFormats,
  detectFormat,
  fileStem,
} from '../formats/annotation-formats.ts';
import { decodeText } from '../formats/text-encoding.ts';

/**
 * Reads a label file of any format of `annotationFormats`, in UTF-8 or UTF-16.
 *
 * @param format where it is known; else `detectFormat` finds it.
 * @returns an annotation for each recording in it.
 * @throws AnnotationError naming the file where it is missing, of no known format or doesn't parse.
 * @example await readAnnotations('meeting.rttm')
 */
export async function readAnnotations(
  path: string,
  format?: AnnotationFormatName,
  options?: FormatOptions,
): Promise<Annotation[]> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new AnnotationError(path, isMissing ? 'there is no such label file' : (cause as Error).message, {
      cause,
    });
  }
  const text = decodeText(bytes, path);
  return annotationFormats[format ?? detectFormat(text, path)].parse(text, path, options);
}

/**
 * Reads the labels of one recording. Of a file with several recordings these are those of the recording that has the
 * file's name, without folder and extension.
 *
 * @throws AnnotationError as `readAnnotations`, and where none of several recordings has the file's name.
 * @example (await readLabelFile('dawn.txt')).segments
 */
export async function readLabelFile(path: string, options?: FormatOptions): Promise<Annotation> {
  const onSkip = options?.onSkip && ((message: string) => options.onSkip?.(`${path}: ${message}`));
  const annotations = await readAnnotations(path, undefined, { ...options, onSkip });
  const named = annotations.find(({ uri }) => fileStem(uri) === fileStem(path));
  const found = annotations.length > 1 ? named : annotations[0];
  if (annotations.length > 1 && !found) {
    const recordings = annotations.slice(0, 10).map(({ uri }) => uri);
    const expectation = `expected one, or one that is called ${fileStem(path)}`;
    throw new AnnotationError(
      path,
      `it holds ${annotations.length} recordings (${recordings.join(', ')}${annotations.length > 10 ? ' …' : ''}); ${expectation}`,
    );
  }
  return createAnnotation({ uri: path, kind: 'reference', segments: found?.segments ?? [] });
}
