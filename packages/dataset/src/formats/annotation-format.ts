import type { Annotation } from '../annotation.ts';
import type { SegmentColumns } from './segment-columns.ts';

/** What a format may need to be told. Each format names those that it heeds; the others are ignored. */
export interface FormatOptions {
  /** TextGrid, EAF: the only tier that is read, and the name of the tier that is written. JAMS: the namespace. */
  readonly tier?: string | undefined;
  /** Tag files: the length of a step. */
  readonly stepSeconds?: number | undefined;
  /** Tag files, .scv, AVA-Speech: the label that each class of the file stands for. */
  readonly classes?: Readonly<Record<string, string>> | undefined;
  /** CSV, TSV, Raven: the file's names of columns that are not to be guessed. */
  readonly columns?: SegmentColumns | undefined;
  /** RTTM: the type of the lines, instead of SPEAKER. */
  readonly eventType?: string | undefined;
  /** UEM, Kaldi: the label that is given to what is read, and the only one that is written. */
  readonly label?: string | undefined;
  /** Tag files, .scv: the label of time that no segment covers. */
  readonly background?: string | undefined;
  /** TextGrid, JAMS: the recording's length; by default the last segment's end. */
  readonly durationSeconds?: number | undefined;
  /** TextGrid: which of its two layouts is written. */
  readonly layout?: 'long' | 'short' | undefined;
  /** Reading: hears once for a file, in a sentence, of marks that label no time and were skipped. */
  readonly onSkip?: ((message: string) => void) | undefined;
}

/**
 * What a format may have a place for, besides start, end and label. `recordings` are several; `name` is the recording's, else that of
 * the file; `empty recordings` are those without segments among several.
 */
export type Kept =
  'confidence' | 'frequencies' | 'note' | 'recordings' | 'empty recordings' | 'name' | 'kind';

/** A file format for labelled segments: how it is recognized, read and written. */
export interface AnnotationFormat {
  readonly title: string;
  /** Ways in which file names end, in any case; the first is the one that is written. */
  readonly extensions: readonly string[];
  /** Written times are off by no more than this; 0 for as exact as numbers are. Tag files: 0 stands for half a step. */
  readonly precisionSeconds: number;
  /** What the format has a place for, besides start, end and label. What is not here is left out in writing. */
  readonly keeps: readonly Kept[];
  /** Whether the text looks like this format; it may still hold errors. */
  detect(text: string): boolean;
  /**
   * Reads a file. Marks that label no time, as they have no length or no label, are skipped; `onSkip` hears of them.
   *
   * @param uri names the file in errors, and the recording where the file itself doesn't.
   * @returns an annotation for each recording, in the order of the file.
   * @throws AnnotationError naming `uri`, the line or the field, the value and what was expected; listing what is there where the file
   *   has marks, and none of a kind that is read.
   */
  parse(text: string, uri: string, options?: FormatOptions): Annotation[];
  /**
   * Writes annotations. What the format has no place for is left out; labels and times are written unchanged, up to
   * the precision, or refused.
   *
   * @throws AnnotationError for a label, a time or a recording's name that the format can't hold; RangeError for
   *   several recordings where it holds one.
   */
  format(annotations: readonly Annotation[], options?: FormatOptions): string;
}

/**
 * The annotation that goes into a file that holds one recording.
 *
 * @throws RangeError for none or several.
 */
export function onlyAnnotation(annotations: readonly Annotation[], title: string): Annotation {
  if (annotations.length !== 1) {
    const found = annotations.map(({ uri }) => uri).join(', ') || 'none';
    throw new RangeError(`${title} holds one recording, and these are ${annotations.length}: ${found}`);
  }
  return annotations[0]!;
}
