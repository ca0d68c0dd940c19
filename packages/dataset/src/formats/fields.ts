import { AnnotationError } from '../annotation-error.ts';

/** The words of a line, where blanks separate them. */
export function wordsOf(content: string): string[] {
  return content.trim().split(/\s+/);
}

/**
 * The text itself, if a format that separates its fields by blanks can hold it as one field.
 *
 * @param what names the field in the error.
 * @throws AnnotationError otherwise.
 */
export function oneWord(text: string, what: string, uri: string): string {
  if (text !== '' && !/\s/.test(text) && !text.startsWith(';;') && text !== '<NA>') return text;
  const expectation =
    'expected one word, as blanks separate the fields of this format; not <NA>, nor with ;; in front';
  throw new AnnotationError(uri, `${what} is ${JSON.stringify(text)}; ${expectation}`);
}

/**
 * The name of a recording, if a format that separates its fields by commas, without quotes, can hold it.
 *
 * @throws AnnotationError otherwise.
 */
export function oneCell(uri: string): string {
  if (uri !== '' && uri === uri.trim() && !/[,\r\n]/.test(uri)) return uri;
  const expectation = 'expected no comma and no blanks around it, as this format has no quotes';
  throw new AnnotationError(uri, `the recording's name is ${JSON.stringify(uri)}; ${expectation}`);
}
