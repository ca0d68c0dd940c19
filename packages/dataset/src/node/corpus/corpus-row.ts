import { join } from 'node:path';
import type { FormatOptions } from '../../formats/annotation-format.ts';
import type { Segment } from '../../segment.ts';
import type { Split } from '../../split.ts';
import { readLabelFile } from '../recording-labels.ts';

/** The labels of a recording, not yet checked. */
export interface RowLabels {
  readonly segments: readonly Segment[];
  /** The file that they come from, for errors; the recording where there is none. */
  readonly file?: string;
  /** Whether they were given for the whole recording, without times. */
  readonly isWholeLabel?: boolean;
}

/** What a manifest or a layout says of a recording, before the recording is opened. */
export interface CorpusRow {
  readonly uri: string;
  /** Absolute. */
  readonly path: string;
  /** Where a manifest lists it, 1-based. */
  readonly line?: number | undefined;
  /** The manifest's column that the labels come from. */
  readonly labelColumn?: string | undefined;
  /** Its labels, once its length is known. */
  readonly readLabels: (durationSeconds: number) => Promise<RowLabels> | RowLabels;
  readonly split?: Split | undefined;
  readonly fold?: string | undefined;
  readonly group?: string | undefined;
  readonly speaker?: string | undefined;
  readonly recording?: string | undefined;
  readonly kind?: string | undefined;
  readonly weight?: number | undefined;
  /** What a manifest's columns say, by their names there. */
  readonly columns?: Readonly<Record<string, string>> | undefined;
}

/** A recording below the folder of a corpus. */
export const folderRow = (
  folder: string,
  uri: string,
  about: Omit<CorpusRow, 'uri' | 'path'>,
): CorpusRow => ({ uri, path: join(folder, uri), ...about });

/** One label, or several at once, for the whole recording. */
export const wholeRecording =
  (...labels: readonly string[]): CorpusRow['readLabels'] =>
  (durationSeconds) => ({
    segments: labels.map((label) => ({ start: 0, end: durationSeconds, label })),
    isWholeLabel: true,
  });

/** What a label file says. */
export const fromLabelFile =
  (path: string, options: FormatOptions | undefined): CorpusRow['readLabels'] =>
  async () => ({ file: path, segments: (await readLabelFile(path, options)).segments });
