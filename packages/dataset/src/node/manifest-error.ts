/** A manifest that can't be used. The message names the manifest, line, column, value and what was expected. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
  readonly manifest: string;
  /** 1-based, the header being line 1; absent where it is about the whole corpus. */
  readonly line: number | undefined;
  readonly column: string | undefined;

  constructor(
    manifest: string,
    problem: string,
    place: { readonly line?: number; readonly column?: string; readonly cause?: unknown } = {},
  ) {
    const line = place.line === undefined ? '' : `, line ${place.line}`;
    const column = place.column === undefined ? '' : `, column ${place.column}`;
    super(`${manifest}${line}${column}: ${problem}`, { cause: place.cause });
    this.manifest = manifest;
    this.line = place.line;
    this.column = place.column;
  }
}
