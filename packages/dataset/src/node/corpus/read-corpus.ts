import { type Annotation, assertOneLabelAtATime, createAnnotation, labelsOf } from '../../annotation.ts';
import { AnnotationError } from '../../annotation-error.ts';
import type { FormatOptions } from '../../formats/annotation-format.ts';
import { assertMapped, type LabelMapping, mapLabels } from '../../map-labels.ts';
import type { Segment } from '../../segment.ts';
import { sharedGroups } from '../../shared-groups.ts';
import { findSharedGroup, type Split } from '../../split.ts';
import { DecodeError } from '../decode-error.ts';
import { ManifestError } from '../manifest-error.ts';
import { openRecording } from '../open-recording.ts';
import type { Corpus, Recording } from './corpus.ts';
import type { CorpusRow } from './corpus-row.ts';

/** How a corpus is read. */
export interface CorpusOptions {
  /** Of a manifest, takes the rows whose columns hold one of these values; the others are not even opened. */
  readonly only?: Readonly<Record<string, readonly string[]>> | undefined;
  /**
   * Whether this is one of several corpora that are read as one: it may lack a column of `only` or a value in it, and hold a single
   * class.
   */
  readonly isPart?: boolean | undefined;
  /** The label of time that no segment covers; it counts as a class of the corpus. */
  readonly background?: string | undefined;
  /** How label files are to be read: the tier, the columns and the like. */
  readonly labelFiles?: FormatOptions | undefined;
  /** Renames labels, see `mapLabels`; a recording of which nothing is left is left out. */
  readonly labels?: LabelMapping | undefined;
  /** Replaces the splits of the corpus: the split of every uri. */
  readonly resplit?: ((recordings: readonly Recording[]) => ReadonlyMap<string, Split>) | undefined;
  /** Lets labels overlap: who reads the corpus says which one wins (`frameTargets`). */
  readonly allowOverlaps?: boolean | undefined;
  /** Lets recordings of one speaker, recording or group be in two splits. */
  readonly allowLeakage?: boolean | undefined;
  /**
   * Is told about every recording that can't be used, which is then left out; several labels at a time, a group in two splits and a
   * single class are then no errors. Without it the first problem is thrown.
   */
  readonly onProblem?: ((problem: ManifestError) => void) | undefined;
  /** Is called with the number of recordings that were looked at, of all. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** By how much a label may end after the recording: label tracks are often rounded. Longer is a mistake. */
const END_TOLERANCE_SECONDS = 0.05;
/** Label files that may have several tiers. */
const TIERED = /\.(?:textgrid|eaf|jams)$/i;
/** Headers that are read at a time. */
const BATCH = 16;

interface OpenedRow {
  readonly row: CorpusRow;
  readonly durationSeconds: number;
  /** The label file, or the recording where there is none. */
  readonly labelSource: string;
  readonly annotation: Annotation;
  readonly isWholeLabel: boolean;
}

/**
 * Opens every recording that is listed (only its header is read), reads its labels and checks them: `readManifest` and `openCorpus`
 * say what against. A label that ends up to 0.05 s after its recording is clipped to it.
 *
 * @param source the manifest or folder, for errors.
 * @throws ManifestError for the first problem, or to `onProblem`.
 */
export async function readCorpus(
  source: string,
  layout: string,
  rows: readonly CorpusRow[],
  options: CorpusOptions = {},
): Promise<Corpus> {
  const { onProblem } = options;
  const attempt = <T>(action: () => T): T | undefined => {
    try {
      return action();
    } catch (error) {
      if (!onProblem || !(error instanceof ManifestError)) throw error;
      onProblem(error);
      return undefined;
    }
  };
  const unique = onlyRows(source, rows, options).filter(firstOf(source, attempt));
  const opened: OpenedRow[] = [];
  for (let done = 0; done < unique.length; done += BATCH) {
    options.onProgress?.(done, unique.length);
    const batch = await Promise.allSettled(
      unique.slice(done, done + BATCH).map((row) => openRow(source, row)),
    );
    for (const result of batch) {
      const row = attempt(() => {
        if (result.status === 'rejected') throw result.reason;
        return result.value;
      });
      if (row) opened.push(row);
    }
  }
  const judged = judgeLabels(source, opened, options, attempt);
  const groups = sharedGroups(judged.map(({ row }) => row));
  const read = judged.map((row, index) => toRecording(row, groups[index]!));
  const splits = options.resplit?.(read);
  const recordings = splits
    ? read.map((recording) => ({ ...recording, split: splits.get(recording.uri) }))
    : read;
  if (!onProblem && !options.allowLeakage) assertUnshared(source, recordings, judged);
  return { layout, recordings, labels: corpusLabels(source, recordings, options) };
}

function onlyRows(
  source: string,
  rows: readonly CorpusRow[],
  { only = {}, isPart = false }: CorpusOptions,
): readonly CorpusRow[] {
  let wanted = rows;
  for (const [column, values] of Object.entries(only)) {
    const valueOf = ({ columns }: CorpusRow) => columns?.[column] ?? '';
    const found = new Set(rows.map(valueOf));
    if (!rows.some(({ columns }) => columns && column in columns)) {
      if (isPart) continue;
      const columns = Object.keys(rows[0]?.columns ?? {}).join(', ') || 'none, as it is no manifest';
      throw new ManifestError(source, `there is no column "${column}" to choose by; found ${columns}`);
    }
    const unknown = values.find((value) => !found.has(value));
    if (unknown !== undefined && !isPart) {
      const some = [...found].slice(0, 10).join(', ');
      throw new ManifestError(source, `no row has "${unknown}" as its ${column}; found ${some}`);
    }
    wanted = wanted.filter((row) => values.includes(valueOf(row)));
  }
  if (wanted.length > 0 || rows.length === 0 || isPart) return wanted;
  throw new ManifestError(source, `no row has all that was asked for (${Object.keys(only).join(', ')})`);
}

function firstOf(source: string, attempt: <T>(action: () => T) => T | undefined) {
  const earlier = new Map<string, CorpusRow>();
  return (row: CorpusRow): boolean =>
    attempt(() => {
      const first = earlier.get(row.path);
      if (!first) return earlier.set(row.path, row).size > 0;
      const where = first.line === undefined ? 'listed before' : `also in line ${first.line}`;
      throw problemOf(source, row, 'path', `"${row.uri}" is ${where}; expected every recording once`);
    }) ?? false;
}

async function openRow(source: string, row: CorpusRow): Promise<OpenedRow> {
  const { durationSeconds } = await openRecording(row.path).catch((cause: unknown) => {
    if (!(cause instanceof DecodeError)) throw cause;
    throw problemOf(source, row, 'path', cause.message, cause);
  });
  try {
    const {
      file: labelSource = row.uri,
      segments,
      isWholeLabel = false,
    } = await row.readLabels(durationSeconds);
    const clipped = clip(labelSource, segments, durationSeconds);
    const annotation = createAnnotation({ uri: row.uri, kind: 'reference', segments: clipped });
    return { row, durationSeconds, labelSource, annotation, isWholeLabel };
  } catch (cause) {
    if (!(cause instanceof AnnotationError)) throw cause;
    throw problemOf(source, row, row.labelColumn, cause.message, cause);
  }
}

/** Renames labels where that is wanted, and sees to it that there is one at a time. */
function judgeLabels(
  source: string,
  opened: readonly OpenedRow[],
  { labels: mapping, labelFiles, allowOverlaps, onProblem }: CorpusOptions,
  attempt: <T>(action: () => T) => T | undefined,
): OpenedRow[] {
  try {
    if (mapping) assertMapped(labelsOf(opened.map(({ annotation }) => annotation)), mapping);
  } catch (cause) {
    throw new ManifestError(source, (cause as RangeError).message, { cause });
  }
  const judge = (row: OpenedRow): OpenedRow[] => {
    const annotation = mapping ? mapLabels(row.annotation, mapping) : row.annotation;
    if (annotation.segments.length === 0 && row.annotation.segments.length > 0) return [];
    if (!onProblem && !allowOverlaps) assertOneLabel(source, { ...row, annotation }, labelFiles?.tier);
    return [{ ...row, annotation }];
  };
  return opened.flatMap((row) => attempt(() => judge(row)) ?? []);
}

function assertOneLabel(
  source: string,
  { row, labelSource, annotation }: OpenedRow,
  tier: string | undefined,
): void {
  try {
    assertOneLabelAtATime({ ...annotation, uri: labelSource });
  } catch (cause) {
    if (!(cause instanceof AnnotationError)) throw cause;
    const hint =
      tier === undefined && TIERED.test(labelSource)
        ? '. If they are on several tiers, choose a tier (--tier)'
        : '';
    throw problemOf(source, row, row.labelColumn, cause.message + hint, cause);
  }
}

function toRecording(opened: OpenedRow, group: string): Recording {
  const { uri, path, split, fold, speaker, recording, kind = '', weight = 1, columns = {} } = opened.row;
  const { annotation, isWholeLabel, durationSeconds } = opened;
  const labels = { annotation, isWholeLabel };
  const about = { split, fold, group, speaker, recording, kind, weight, columns };
  return { uri, path, ...about, ...labels, durationSeconds };
}

function assertUnshared(source: string, recordings: readonly Recording[], rows: readonly OpenedRow[]): void {
  const lines = rows.map(({ row }, index) => ({ ...recordings[index]!, row }));
  const shared = findSharedGroup(lines);
  if (!shared) return;
  const [a, b] = shared;
  const where = a.row.line === undefined ? `as "${a.uri}"` : `in line ${a.row.line}`;
  const problem = `"${b.group}" is in ${b.split}, and ${where} in ${a.split}; expected a speaker, recording or group in one split`;
  throw problemOf(source, b.row, 'split', problem);
}

function corpusLabels(source: string, recordings: readonly Recording[], options: CorpusOptions): string[] {
  const labels = new Set(labelsOf(recordings.map(({ annotation }) => annotation)));
  if (options.background !== undefined) labels.add(options.background);
  if (labels.size < 2 && !options.onProblem && !options.isPart) {
    const found = labels.size === 0 ? 'no labels' : `only the label "${[...labels].join()}"`;
    const remedy =
      'Add recordings with another label (a row with kind noise needs no label file), ' +
      'or use the background option to name the time that no segment covers';
    throw new ManifestError(source, `the corpus has ${found}; expected two classes or more. ${remedy}`);
  }
  return [...labels].sort();
}

/** Cuts off what lies after the end by no more than the tolerance, and refuses what lies further out. */
function clip(uri: string, segments: readonly Segment[], durationSeconds: number): Segment[] {
  return segments.flatMap((segment) => {
    if (segment.end <= durationSeconds) return [segment];
    if (segment.end > durationSeconds + END_TOLERANCE_SECONDS) {
      const expectation = `expected no more than the recording's ${durationSeconds.toFixed(6)} s`;
      throw new AnnotationError(
        uri,
        `"${segment.label}" from ${segment.start} s ends at ${segment.end} s; ${expectation}`,
      );
    }
    return segment.start < durationSeconds ? [{ ...segment, end: durationSeconds }] : [];
  });
}

function problemOf(
  source: string,
  { line, uri }: CorpusRow,
  column: string | undefined,
  problem: string,
  cause?: unknown,
) {
  if (line !== undefined)
    return new ManifestError(source, problem, { line, ...(column && { column }), cause });
  return new ManifestError(source, problem.includes(uri) ? problem : `${uri}: ${problem}`, { cause });
}
