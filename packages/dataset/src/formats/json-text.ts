import type { z } from 'zod';
import { AnnotationError } from '../annotation-error.ts';

/**
 * Reads JSON of a known shape.
 *
 * @throws AnnotationError naming `uri` and the line where it is not JSON, else the first field that is not as expected.
 */
export function parseJsonAs<T>(text: string, uri: string, schema: z.ZodType<T>): T {
  const parsed = schema.safeParse(parseJsonText(text, uri));
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new AnnotationError(uri, `${path.join('.') || 'the value'}: ${message}`, { cause: parsed.error });
}

/** @throws AnnotationError naming `uri` and, where the engine says it, the line. */
function parseJsonText(text: string, uri: string): unknown {
  const json = text.replace(/^\uFEFF/, '');
  try {
    return JSON.parse(json);
  } catch (cause) {
    const { message } = cause as SyntaxError;
    const position = /position (\d+)/.exec(message)?.[1];
    const line =
      position === undefined ? undefined : json.slice(0, Number(position)).split(/\r\n|\r|\n/).length;
    throw new AnnotationError(uri, `not JSON: ${message}`, {
      ...(line === undefined ? {} : { line }),
      cause,
    });
  }
}
