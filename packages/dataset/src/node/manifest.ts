import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Annotation, labelsOf } from '../annotation.ts';
import { AnnotationError } from '../annotation-error.ts';
import { type CsvRow, CsvTableError, parseCsvTable } from '../csv-table.ts';
import { findSharedGroup, type Split, SPLITS } from '../split.ts';
import { DecodeError } from './decode-error.ts';
import { ManifestError } from './manifest-error.ts';
import { openRecording } from './open-recording.ts';
import { recordingLabels } from './recording-labels.ts';

/** A recording of a corpus, with its labels. */
export interface Recording {
  /** Its path as the manifest writes it. */
  readonly uri: string;
  /** Its absolute path. */
  readonly path: string;
  /** What the manifest says it is for, if it does; `splitByGroup` divides the others. */
  readonly split: Split | undefined;
  /** What it must not be parted from by a split: its speaker, or where none is given the recording itself. */
  readonly group: string;
  /** As in the manifest, such as `speech`, `mixed`, `noise` or `music`; '' where it doesn't say. */
  readonly kind: string;
  readonly annotation: Annotation;
  readonly durationSeconds: number;
}

/** Recordings to learn from. */
export interface Corpus {
  readonly recordings: readonly Recording[];
  /** All labels, sorted; at least two. */
  readonly labels: readonly string[];
}

/**
 * Reads a corpus from a CSV manifest with a header and a row per recording, and checks all of it: every recording
 * opens (only its header is read), every label file parses and fits its recording.
 *
 * | column | |
 * |---|---|
 * | `path` | the recording, relative to the manifest |
 * | `label_path` | its labels, relative to the manifest: an Audacity label track, or by its ending `.csv` or `.json` |
 * | `label` | without `label_path`: the label of the whole recording |
 * | `kind` | without both: `noise` and `music` mean that the whole recording is `noise` |
 * | `split` | `train`, `valid`, `test` or nothing |
 * | `speaker` | recordings of one speaker are never parted; without it each recording stands for itself |
 *
 * All but `path` may be missing; other columns are ignored. A label that ends up to 0.05 s after its recording is
 * clipped to it.
 *
 * @param options.background the label of time that no segment covers; it counts as a class of the corpus.
 * @throws ManifestError for the first thing that is wrong: a missing or unreadable file, labels that don't parse,
 *   overlap or lie outside their recording, an unknown split, a doubled path, a speaker in two splits, one class only.
 * @example const { recordings, labels } = await readManifest('data/demo/manifest.csv');
 */
export async function readManifest(
  path: string,
  options: { readonly background?: string | undefined } = {},
): Promise<Corpus> {
  const recordings: (Recording & { readonly line: number })[] = [];
  const lineOfPath = new Map<string, number>();
  for (const row of await readRows(path)) {
    const recording = await readRecording(path, row);
    const { line, cells } = row;
    const earlier = lineOfPath.get(recording.path);
    if (earlier !== undefined) {
      const problem = `"${cells['path']}" is also in line ${earlier}; expected every recording once`;
      throw new ManifestError(path, problem, { line, column: 'path' });
    }
    lineOfPath.set(recording.path, line);
    recordings.push({ ...recording, line });
  }
  const shared = findSharedGroup(recordings);
  if (shared) {
    const [a, b] = shared;
    const problem = `"${b.group}" is in ${b.split}, and in line ${a.line} in ${a.split}; expected a speaker in one split`;
    throw new ManifestError(path, problem, { line: b.line, column: 'split' });
  }
  return {
    recordings: recordings.map(({ line: _, ...recording }) => recording),
    labels: corpusLabels(path, recordings, options.background),
  };
}

async function readRows(path: string): Promise<CsvRow[]> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const problem = isMissing ? 'there is no such file; expected a CSV manifest' : (cause as Error).message;
    throw new ManifestError(path, problem, { cause });
  }
  try {
    return parseCsvTable(text, ['path']);
  } catch (cause) {
    if (!(cause instanceof CsvTableError)) throw cause;
    throw new ManifestError(path, cause.message, { line: cause.line, cause });
  }
}

async function readRecording(manifest: string, { line, cells }: CsvRow): Promise<Recording> {
  const fail = (column: string, problem: string, cause?: unknown) =>
    new ManifestError(manifest, problem, { line, column, cause });
  const { path: uri = '', split = '', kind = '', speaker = '' } = cells;
  if (uri === '') throw fail('path', 'the value is empty; expected the path of a recording');
  if (split !== '' && !isSplit(split)) {
    throw fail('split', `found "${split}"; expected ${SPLITS.join(', ')} or nothing`);
  }
  const path = resolve(dirname(manifest), uri);
  const { durationSeconds } = await openRecording(path).catch((cause: unknown) => {
    if (!(cause instanceof DecodeError)) throw cause;
    throw fail('path', cause.message, cause);
  });
  try {
    return {
      uri,
      path,
      split: split === '' ? undefined : split,
      group: speaker === '' ? uri : speaker,
      kind,
      annotation: await recordingLabels(manifest, cells, durationSeconds),
      durationSeconds,
    };
  } catch (cause) {
    if (!(cause instanceof AnnotationError)) throw cause;
    throw fail(cells['label_path'] ? 'label_path' : 'label', cause.message, cause);
  }
}

function isSplit(text: string): text is Split {
  return (SPLITS as readonly string[]).includes(text);
}

function corpusLabels(
  manifest: string,
  recordings: readonly Recording[],
  background: string | undefined,
): string[] {
  const labels = new Set(labelsOf(recordings.map(({ annotation }) => annotation)));
  if (background !== undefined) labels.add(background);
  if (labels.size < 2) {
    const found = labels.size === 0 ? 'no labels' : `only the label "${[...labels].join()}"`;
    const remedy =
      'Add recordings with another label (a row with kind noise needs no label file), ' +
      'or use the background option to name the time that no segment covers';
    throw new ManifestError(manifest, `the corpus has ${found}; expected two classes or more. ${remedy}`);
  }
  return [...labels].sort();
}
