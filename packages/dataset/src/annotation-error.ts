/** Labels that can't be used. The message names the annotation, the line where there is one, the value and what was expected. */
export class AnnotationError extends Error {
  override readonly name = 'AnnotationError';
  /** The file or recording whose labels they are. */
  readonly uri: string;
  /** 1-based line in that file, where the problem has one. */
  readonly line: number | undefined;

  constructor(uri: string, problem: string, options: { line?: number; cause?: unknown } = {}) {
    const place = options.line === undefined ? uri : `${uri}, line ${options.line}`;
    super(`${place}: ${problem}`, { cause: options.cause });
    this.uri = uri;
    this.line = options.line;
  }
}
