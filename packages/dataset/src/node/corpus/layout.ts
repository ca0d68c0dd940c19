import type { FormatOptions } from '../../formats/annotation-format.ts';
import type { CorpusRow } from './corpus-row.ts';
import type { FolderFiles } from './folder-files.ts';

/** A way in which a corpus lies in a folder. */
export interface CorpusLayout {
  /** As on the command line, such as `esc-50`. */
  readonly name: string;
  /** What a folder has to look like, for the message that says it doesn't. */
  readonly expects: string;
  /** Whether a folder looks so. */
  recognises(files: FolderFiles): boolean;
  /**
   * What it holds.
   *
   * @param labelFiles how its label files are to be read.
   * @throws ManifestError or AnnotationError where a file of the corpus can't be understood.
   */
  rows(files: FolderFiles, labelFiles?: FormatOptions): Promise<readonly CorpusRow[]> | readonly CorpusRow[];
}
